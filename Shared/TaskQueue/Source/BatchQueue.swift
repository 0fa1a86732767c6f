import DequeModule

/// Things to be sent in batches, kept until their batch is answered for.
///
/// One batch is under way at a time. It is settled, taken back to be sent again,
/// or refused because of what is in it: then it is halved until the bad item is
/// alone, so that one item never costs the others (QUEUE R19).
package struct BatchQueue<Item: Sendable>: Sendable {
    private var waiting: Deque<Item> = []
    /// Batches to send again exactly as they are, first to last.
    private var portions: Deque<[Item]> = []
    package private(set) var underWay: [Item] = []

    package init() {}

    package var count: Int {
        waiting.count + underWay.count + portions.reduce(0) { $0 + $1.count }
    }

    package var isEmpty: Bool { waiting.isEmpty && portions.isEmpty && underWay.isEmpty }

    /// Everything not answered for yet.
    package var items: [Item] { underWay + portions.joined() + waiting }

    package mutating func add(_ item: Item) { waiting.append(item) }

    /// Begins the next batch; empty if there is nothing.
    package mutating func next(upTo limit: Int) -> [Item] {
        if !underWay.isEmpty { takeBack() }
        if let portion = portions.popFirst() {
            underWay = portion
        } else {
            underWay = Array(waiting.prefix(limit))
            waiting.removeFirst(underWay.count)
        }
        return underWay
    }

    /// The batch under way is answered for.
    package mutating func settle() { underWay = [] }

    /// Nobody knows what became of the batch under way: it is sent again as it is.
    package mutating func takeBack() {
        if !underWay.isEmpty { portions.prepend(underWay) }
        underWay = []
    }

    /// The database refused what is in the batch under way. Returns the bad item
    /// once it is alone; until then halves are sent.
    package mutating func refuse() -> Item? {
        defer { underWay = [] }
        guard underWay.count > 1 else { return underWay.first }
        let middle = underWay.count / 2
        portions.prepend(Array(underWay[middle...]))
        portions.prepend(Array(underWay[..<middle]))
        return nil
    }
}
