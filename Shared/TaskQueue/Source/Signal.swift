import Synchronization

/// Wakes one waiter; a signal given while nobody waits is kept, once.
final class Signal: Sendable {
    private enum State: Sendable {
        case idle
        case given
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    func give() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard case .waiting(let waiter) = state else {
                state = .given
                return nil
            }
            state = .idle
            return waiter
        }
        waiter?.resume()
    }

    /// Returns once a signal is given, the moment has come or the task is cancelled.
    func wait(until moment: ContinuousClock.Instant) async {
        guard moment > .now else { return }
        await withTaskGroup { group in
            group.addTask { await self.wait() }
            // A cancelled sleep ends early, as it should here.
            group.addTask { try? await ContinuousClock().sleep(until: moment) }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if !park(waiter) { waiter.resume() }
            }
        } onCancel: {
            unpark()?.resume()
        }
    }

    /// Keeps the waiter, unless it need not wait.
    private func park(_ waiter: CheckedContinuation<Void, Never>) -> Bool {
        state.withLock { state in
            if case .given = state {
                state = .idle
                return false
            }
            // The flag is set before the handler runs: whoever comes second sees it.
            guard !Task.isCancelled else { return false }
            state = .waiting(waiter)
            return true
        }
    }

    private func unpark() -> CheckedContinuation<Void, Never>? {
        state.withLock { state in
            guard case .waiting(let waiter) = state else { return nil }
            state = .idle
            return waiter
        }
    }
}
