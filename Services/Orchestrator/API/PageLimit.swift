import HTTPServing

/// `?limit=` of lists: 1 to 1,000, 100 where it is left out.
enum PageLimit {
    static func read(_ query: Query, default fallback: Int = 100) throws -> Int {
        guard let text = query["limit"] else { return fallback }
        guard let limit = Int(text), (1...1000).contains(limit) else {
            throw Problem(
                422, code: "invalid_fields", detail: "a parameter is wrong",
                errors: [
                    .init(pointer: "limit", detail: "limit is \"\(text.prefix(20))\"; 1 to 1000 is allowed")
                ])
        }
        return limit
    }
}
