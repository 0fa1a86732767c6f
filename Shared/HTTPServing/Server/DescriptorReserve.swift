import EventLoop
import Glibc
import Synchronization

/// Descriptors set aside for the time when the process has run out of them (HTTP.md §3, EMFILE).
final class DescriptorReserve: Sendable {
    private struct State {
        var numbers: [Int32] = []
        /// What those that are set aside are copies of; -1 until there was one to be had.
        var blank: Int32 = -1
    }

    private let size: Int
    private let state = Mutex(State())

    init(size: Int) {
        self.size = size
        refill()
    }

    /// Frees one for the next accept; false if none is left. Another thread may be quicker to take it.
    func giveUp() -> Bool {
        state.withLock { state in
            guard let number = state.numbers.popLast() else { return false }
            close(number)
            return true
        }
    }

    /// Sets aside again what was given up, as far as the system lets us.
    func refill() {
        state.withLock { state in
            if state.blank < 0, size > 0 { state.blank = open("/dev/null", O_RDONLY | O_CLOEXEC) }
            while state.blank >= 0, state.numbers.count < size {
                let number = fcntl(state.blank, F_DUPFD_CLOEXEC, 0)
                if number < 0 { return }
                state.numbers.append(number)
            }
        }
    }

    /// Closes a connection and sets its number aside in the same moment: freed, it would be taken by
    /// whoever else waits for one.
    func takeBack(_ descriptor: consuming Descriptor) {
        let number = descriptor.release()
        state.withLock { state in
            guard state.blank >= 0, state.numbers.count < size,
                dup2(state.blank, number) == number
            else {
                close(number)
                return
            }
            _ = fcntl(number, F_SETFD, FD_CLOEXEC)
            state.numbers.append(number)
        }
    }

    /// Frees them all, for good.
    func dissolve() {
        state.withLock { state in
            for number in state.numbers + [state.blank] where number >= 0 { close(number) }
            state = State()
        }
    }

    deinit { dissolve() }
}
