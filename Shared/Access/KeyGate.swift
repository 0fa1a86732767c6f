import Synchronization

/// The key ring of a process: judged by the server's loops, replaced by whoever reads the table.
package final class KeyGate: Sendable {
    private let ring: Mutex<KeyRing>
    private let rates = Mutex(KeyRates())

    /// `isRequired`: whether to let nobody in where no key was ever made.
    package init(isRequired: Bool) { ring = Mutex(KeyRing(isRequired: isRequired)) }

    package func replace(with keys: [KnownKey]?) {
        ring.withLock { $0.replace(with: keys) }
        rates.withLock { $0.keep(Set((keys ?? []).map(\.holder.id))) }
    }

    package var isKnown: Bool { ring.withLock { $0.isKnown } }
    package var isEmpty: Bool { ring.withLock { $0.isEmpty } }

    /// Whether whoever was let in, nil for one without a key, would be let in now.
    package func admits(_ caller: KeyHolder?) -> Bool {
        ring.withLock { $0.admits(caller, now: .now) }
    }

    /// Judges a request; takes microseconds and waits for nothing.
    package func judge(_ credentials: [String], needs role: KeyRole) -> KeyDecision {
        // A copy of the ring: digests are computed outside of the lock.
        let known = ring.withLock { $0 }
        let now = ContinuousClock.now
        let decision = known.judge(credentials, needs: role, now: now)
        guard case .admitted(let holder?) = decision,
            let wait = rates.withLock({ $0.take(holder, now: now) })
        else { return decision }
        return .refused(.tooMany(holder, wait: wait))
    }
}
