import CEpoll
import Glibc

/// How many cores this process may use: its affinity mask and its cgroup's quota (HTTP L6).
package func usableCores() -> Int {
    let group = file("/proc/self/cgroup").flatMap(CPUQuota.group(in:)) ?? "/"
    let quotas = CPUQuota.ancestors(of: group).compactMap { group in
        file("/sys/fs/cgroup\(group)/cpu.max").flatMap(CPUQuota.cores(of:))
    }
    return max(1, min(affinityCount(), quotas.min() ?? .max))
}

/// Reads cgroup v2's CPU bandwidth limits.
enum CPUQuota {
    /// The path in `0::/path`, the line of the unified hierarchy.
    static func group(in text: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix("0::") }.map { String($0.dropFirst(3)) }
    }

    /// A group and those above it, each of which may hold a limit.
    static func ancestors(of group: String) -> [String] {
        let parts = group.split(separator: "/")
        return (0...parts.count).map { parts.prefix($0).map { "/\($0)" }.joined() }
    }

    /// Whole cores in a `cpu.max` of quota and period, rounded up; nil for no limit.
    static func cores(of text: String) -> Int? {
        let numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0) }
        guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], period > 0 else {
            return nil
        }
        return max(1, (quota + period - 1) / period)
    }
}

private func affinityCount() -> Int {
    var words = [UInt64](repeating: 0, count: 128)
    let size = words.count * MemoryLayout<UInt64>.size
    guard cepoll_affinity(&words, size) > 0 else { return 1 }
    return words.reduce(0) { $0 + $1.nonzeroBitCount }
}

private func file(_ path: String) -> String? {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    let descriptor = Descriptor(owning: number)
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(descriptor.rawValue, &bytes, bytes.count)
    return count >= 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
}
