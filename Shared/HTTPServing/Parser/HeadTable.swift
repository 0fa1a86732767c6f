/// A part of a head, counted from the first byte of its request line.
struct HeadRange: Equatable {
    var lower: UInt32 = 0
    var upper: UInt32 = 0

    init() {}

    init(_ range: Range<Int>, from origin: Int) {
        lower = UInt32(truncatingIfNeeded: range.lowerBound - origin)
        upper = UInt32(truncatingIfNeeded: range.upperBound - origin)
    }

    var range: Range<Int> { Int(lower)..<Int(upper) }
}

/// Where everything is in a head, without a string (HTTP.md §4).
struct HeadTable: Equatable {
    struct Field: Equatable {
        var name: HeadRange
        var value: HeadRange
    }

    var method = HeadRange()
    var target = HeadRange()
    var version = HTTPVersion.oneOne
    var fields: [Field] = []
    /// The head with the empty line that ends it.
    var length = 0

    /// Empties the table and keeps its memory.
    mutating func reset() {
        fields.removeAll(keepingCapacity: true)
        length = 0
    }
}
