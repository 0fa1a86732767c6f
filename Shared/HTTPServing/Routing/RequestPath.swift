/// Splits a target, then decodes it once; what could lead elsewhere is refused.
enum RequestPath {
    /// Path and query; nil for a broken escape, NUL, or a dot segment (HTTP §2).
    static func read(_ target: String) -> (path: String, query: Query)? {
        let sides = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let query = Query(sides.count > 1 ? sides[1] : "") else { return nil }
        var parts: [String] = []
        for raw in sides[0].split(separator: "/", omittingEmptySubsequences: false) {
            guard let part = PercentText.decode(raw), part != ".", part != "..", !part.contains("/") else {
                return nil
            }
            parts.append(part)
        }
        return (parts.joined(separator: "/"), query)
    }
}
