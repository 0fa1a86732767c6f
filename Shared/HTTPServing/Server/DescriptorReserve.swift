import EventLoop
import Glibc

/// Descriptors set aside for the time when the process has run out of them (HTTP.md §3, EMFILE).
struct DescriptorReserve: ~Copyable {
    private let size: Int
    private var numbers: [Int32] = []

    init(size: Int) {
        self.size = size
        refill()
    }

    /// Frees one for the next accept; false if none is left. Another thread may be quicker to take it.
    mutating func giveUp() -> Bool {
        guard let number = numbers.popLast() else { return false }
        close(number)
        return true
    }

    /// Sets aside again what was given up, as far as the system lets us.
    mutating func refill() {
        while numbers.count < size {
            let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
            if number < 0 { return }
            numbers.append(number)
        }
    }

    deinit { for number in numbers { close(number) } }
}
