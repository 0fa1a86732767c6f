/// The name and dimensions of one series, written as Prometheus writes them.
struct MetricKey: Hashable, Comparable {
    let name: String
    /// `stage="verify",job="7"`, sorted by name; empty without dimensions.
    let labels: String

    init(name: String, dimensions: [(String, String)]) {
        self.name = name
        labels = dimensions.sorted { $0.0 < $1.0 }.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(
            separator: ",")
    }

    static func < (left: MetricKey, right: MetricKey) -> Bool {
        (left.name, left.labels) < (right.name, right.labels)
    }

    /// `name_suffix{labels,extra}` in front of a value.
    func sample(suffix: String = "", extra: String = "") -> String {
        let all = [labels, extra].filter { !$0.isEmpty }.joined(separator: ",")
        return name + suffix + (all.isEmpty ? "" : "{\(all)}")
    }

    private static func escaped(_ value: String) -> String {
        value.map { character in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(character)
            }
        }.joined()
    }
}
