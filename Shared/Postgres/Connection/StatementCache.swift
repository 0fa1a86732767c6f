/// Which statements a connection has prepared, by their text.
///
/// Bounded, without eviction: our statements are constants of the code, so a
/// full cache means texts made up as we go, which are better not prepared.
struct StatementCache {
    static let limit = 256

    private var names: [String: String] = [:]
    private var made = 0

    /// The name of a prepared statement.
    func name(of text: String) -> String? { names[text] }

    /// A name to prepare a statement under; nil if the cache is full.
    mutating func nextName() -> String? {
        guard names.count < Self.limit else { return nil }
        made += 1
        return "pairmill_\(made)"
    }

    mutating func remember(_ text: String, as name: String) { names[text] = name }

    /// Has the statement prepared anew next time.
    mutating func forget(_ text: String) { names[text] = nil }
}
