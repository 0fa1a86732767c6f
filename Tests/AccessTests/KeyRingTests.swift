import Digests
import Testing

@testable import Access

@Suite struct KeyRingTests {
    private let now = ContinuousClock.now
    private let key = APIKey.make()

    private func known(_ role: KeyRole, expires: ContinuousClock.Instant? = nil) -> KnownKey {
        KnownKey(holder: holder(role), digest: key.digest, expires: expires)
    }

    private func holder(_ role: KeyRole) -> KeyHolder { KeyHolder(id: key.id, name: "alice", role: role) }

    private func ring(_ keys: [KnownKey]?, isRequired: Bool = false) -> KeyRing {
        var ring = KeyRing(isRequired: isRequired)
        ring.replace(with: keys)
        return ring
    }

    private func judged(_ ring: KeyRing, _ credentials: [String], needs: KeyRole = .viewer) -> KeyDecision {
        ring.judge(credentials, needs: needs, now: now)
    }

    @Test(arguments: [false, true])
    func `nobody comes in before the keys are known`(isRequired: Bool) {
        let ring = KeyRing(isRequired: isRequired)
        #expect(!ring.isKnown && !ring.isEmpty)
        #expect(judged(ring, []) == .refused(.keysUnknown))
        #expect(judged(ring, ["Bearer \(key.exposed)"]) == .refused(.keysUnknown))
    }

    @Test func `where no key was ever made everybody comes in, unless keys are required`() {
        #expect(judged(ring(nil), [], needs: .operator) == .admitted(nil))
        #expect(judged(ring(nil), ["Bearer nonsense"], needs: .operator) == .admitted(nil))
        #expect(judged(ring(nil, isRequired: true), []) == .refused(.noKeys))
        #expect(ring(nil).isEmpty)
    }

    @Test func `taking all keys away opens nothing`() {
        #expect(judged(ring([]), []) == .refused(.missing))
        #expect(!ring([]).isEmpty)
    }

    @Test func `each role may do what those before it may, and no more`() {
        let roles = KeyRole.allCases
        for (rank, role) in roles.enumerated() {
            for (needed, needs) in roles.enumerated() {
                let decision = judged(ring([known(role)]), ["Bearer \(key.exposed)"], needs: needs)
                #expect(
                    decision
                        == (rank >= needed
                            ? .admitted(holder(role)) : .refused(.tooLittle(holder(role), needs: needs))))
            }
        }
    }

    @Test func `a wrong secret, an unknown id and a mistyped key look alike`() {
        let ring = ring([known(.operator)])
        let other = APIKey.make()
        let mixed = key.id + other.exposed.dropFirst(15)
        for value in [
            "Bearer \(mixed)", "Bearer \(other.exposed)", "Bearer \(key.exposed)0", "Bearer \(key.id)",
            "Bearer",
            "Bearer ", "Basic \(key.exposed)", key.exposed, "", "Bearer \(key.exposed) \(key.exposed)",
        ] {
            #expect(judged(ring, [value]) == .refused(.invalid), "\(value)")
        }
        #expect(judged(ring, []) == .refused(.missing))
    }

    @Test func `the scheme may be written in any case, with more than one space`() {
        for value in ["bearer \(key.exposed)", "BEARER   \(key.exposed)"] {
            #expect(judged(ring([known(.viewer)]), [value]) == .admitted(holder(.viewer)))
        }
    }

    @Test func `two Authorization fields are refused, even if both hold the key`() {
        let value = "Bearer \(key.exposed)"
        #expect(judged(ring([known(.operator)]), [value, value]) == .refused(.invalid))
    }

    @Test func `whoever was let in stays so until the key is revoked, has expired or is good for less`() {
        let submitter = holder(.submitter)
        #expect(ring([known(.submitter)]).admits(submitter, now: now))
        #expect(ring([known(.operator)]).admits(submitter, now: now))
        #expect(!ring([known(.viewer)]).admits(submitter, now: now))
        #expect(!ring([]).admits(submitter, now: now))
        #expect(!ring([known(.submitter, expires: now)]).admits(submitter, now: now))
        #expect(!KeyRing(isRequired: false).admits(submitter, now: now))
    }

    @Test func `whoever came without a key stays until the first one is made`() {
        #expect(ring(nil).admits(nil, now: now))
        #expect(!ring(nil, isRequired: true).admits(nil, now: now))
        #expect(!ring([known(.viewer)]).admits(nil, now: now))
    }

    @Test func `a key ends when its time is over, though nobody reads the table`() {
        let ring = ring([known(.viewer, expires: now + .seconds(5))])
        let value = ["Bearer \(key.exposed)"]
        #expect(ring.judge(value, needs: .viewer, now: now + .seconds(4.9)) == .admitted(holder(.viewer)))
        #expect(ring.judge(value, needs: .viewer, now: now + .seconds(5)) == .refused(.invalid))
    }
}
