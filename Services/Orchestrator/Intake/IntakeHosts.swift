/// The hosts whose images may be named by URL (`PAIRMILL_INTAKE_HOSTS`); none by default.
///
/// Names with commas between; `*.example.org` means every name below it.
struct IntakeHosts: Sendable, Hashable {
    struct Unusable: Error, CustomStringConvertible {
        let entry: String
        var description: String { "\"\(entry)\" is no host name; give names such as images.example.org" }
    }

    private let names: Set<String>
    /// With their dot in front.
    private let domains: [String]

    static let none = IntakeHosts(names: [], domains: [])

    var isEmpty: Bool { names.isEmpty && domains.isEmpty }

    init(parsing setting: String) throws(Unusable) {
        let entries = setting.split(separator: ",").map { $0.filter { $0 != " " }.lowercased() }
        for entry in entries where !Self.isName(entry.hasPrefix("*.") ? entry.dropFirst(2) : entry[...]) {
            throw Unusable(entry: entry)
        }
        let (wild, exact) = (entries.filter { $0.hasPrefix("*.") }, entries.filter { !$0.hasPrefix("*.") })
        self.init(names: Set(exact), domains: wild.map { String($0.dropFirst()) })
    }

    private init(names: Set<String>, domains: [String]) {
        self.names = names
        self.domains = domains
    }

    /// Whether a URL's host is one of them; case does not matter.
    func allow(_ host: String) -> Bool {
        let host = host.lowercased()
        return names.contains(host) || domains.contains { host.hasSuffix($0) && host.count > $0.count }
    }

    /// Letters, digits, hyphens and dots (RFC 1123 §2.1).
    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty && !text.hasPrefix(".") && !text.hasSuffix(".")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
