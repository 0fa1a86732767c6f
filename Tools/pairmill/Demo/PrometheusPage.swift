/// The samples of a Prometheus text page, by their names.
struct PrometheusPage {
    private var values: [String: Double] = [:]

    /// Samples of one name, whatever their labels, are added up.
    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...])
            else { continue }
            values[String(line.prefix { $0 != "{" && $0 != " " }), default: 0] += value
        }
    }

    /// Nil where the page has no such name.
    subscript(name: String) -> Double? { values[name] }
}
