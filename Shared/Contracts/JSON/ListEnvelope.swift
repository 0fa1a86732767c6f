/// One page of a list: `?limit=&after=` asks for the next one.
package struct ListEnvelope<Row: Sendable & Codable & Hashable>: Sendable, Codable, Hashable {
    package var object = "list"
    package var data: [Row]
    /// Whether there are rows after the last one.
    package var hasMore: Bool
    /// What to pass as `after` for the next page.
    package var lastID: String?

    package init(_ data: [Row], hasMore: Bool, lastID: String?) {
        self.data = data
        self.hasMore = hasMore
        self.lastID = lastID
    }

    package enum CodingKeys: String, CodingKey {
        case object, data
        case hasMore = "has_more"
        case lastID = "last_id"
    }
}
