/// Keeps web pages from reading a service that asks for no keys, by a name of theirs that leads to loopback
/// (DNS rebinding): such a service is asked by names of this machine alone.
enum LocalHost {
    /// Whether a Host value names this machine, whatever its port.
    static func isLocal(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        let lower = name.lowercased()
        return lower == "localhost" || lower.hasSuffix(".localhost") || lower == "::1" || isLoopback(lower)
    }

    /// 127.0.0.0/8, written as four numbers.
    private static func isLoopback(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    static let unknown = Problem(
        421, code: "host_unknown",
        detail: "Without API keys this service answers to localhost and 127.0.0.1 alone: ask for it by one "
            + "of these, or make a key (`orchestrator keys create`).")
}
