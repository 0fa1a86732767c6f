/// What people decided about pairs.
package struct ReviewCounts: Sendable, Codable, Hashable {
    package var accepted: Int64
    package var rejected: Int64
    package var swapped: Int64
    package var edited: Int64

    package init(accepted: Int64 = 0, rejected: Int64 = 0, swapped: Int64 = 0, edited: Int64 = 0) {
        self.accepted = accepted
        self.rejected = rejected
        self.swapped = swapped
        self.edited = edited
    }
}
