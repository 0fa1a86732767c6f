import Digests

/// The keys a process knows, and the rules by which it judges requests.
///
/// Until it has read them it lets nobody in. Where no key was ever made it lets everybody
/// in, unless keys are required; from the first one on everybody needs one, also when all
/// of them are revoked, so that nothing opens by taking keys away.
package struct KeyRing: Sendable {
    private enum Content: Sendable {
        case unknown
        case neverMade
        case keys([String: KnownKey])
    }

    private var content = Content.unknown
    /// Whether to let nobody in where no key was ever made: beyond loopback.
    private let isRequired: Bool
    /// Compared with where no key has the id, so that the time tells nothing.
    private let nobody = SHA256Digest(of: [])

    package init(isRequired: Bool) { self.isRequired = isRequired }

    /// Takes the keys that are valid; nil if none was ever made.
    package mutating func replace(with keys: [KnownKey]?) {
        guard let keys else { return content = .neverMade }
        content = .keys(Dictionary(keys.map { ($0.holder.id, $0) }) { first, _ in first })
    }

    /// Whether the keys have been read.
    package var isKnown: Bool { if case .unknown = content { false } else { true } }

    /// Whether it is known that no key was ever made.
    package var isEmpty: Bool { if case .neverMade = content { true } else { false } }

    /// Judges a request by the values of its Authorization fields.
    package func judge(
        _ credentials: [String], needs role: KeyRole, now: ContinuousClock.Instant
    ) -> KeyDecision {
        switch content {
        case .unknown: .refused(.keysUnknown)
        case .neverMade: isRequired ? .refused(.noKeys) : .admitted(nil)
        case .keys(let keys): judge(credentials, needs: role, among: keys, now)
        }
    }

    /// Whether whoever was let in, nil for one without a key, would be let in now.
    package func admits(_ caller: KeyHolder?, now: ContinuousClock.Instant) -> Bool {
        switch content {
        case .unknown: return false
        case .neverMade: return !isRequired
        case .keys(let keys):
            guard let caller, let known = keys[caller.id], known.holder.role >= caller.role else {
                return false
            }
            return known.expires.map { now < $0 } ?? true
        }
    }

    private func judge(
        _ credentials: [String], needs role: KeyRole, among keys: [String: KnownKey],
        _ now: ContinuousClock.Instant
    ) -> KeyDecision {
        guard let first = credentials.first else { return .refused(.missing) }
        guard credentials.count == 1, let token = BearerToken(parsing: first),
            let key = APIKey(parsing: token.text)
        else { return .refused(.invalid) }
        let known = keys[key.id]
        let isEqual = constantTimeEquals(key.digest.bytes, (known?.digest ?? nobody).bytes)
        guard let known, isEqual, known.expires.map({ now < $0 }) ?? true else { return .refused(.invalid) }
        let holder = known.holder
        return holder.role >= role ? .admitted(holder) : .refused(.tooLittle(holder, needs: role))
    }
}
