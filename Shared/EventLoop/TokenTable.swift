/// Where an element of a table is, and which of the place's tenants it is.
///
/// Its 64 bits are what epoll keeps for a descriptor: never a number that the
/// system hands out again, never a pointer (HTTP L4).
struct Token: Hashable {
    let index: UInt32
    let generation: UInt32

    init(index: UInt32, generation: UInt32) {
        self.index = index
        self.generation = generation
    }

    init(bits: UInt64) {
        index = UInt32(truncatingIfNeeded: bits)
        generation = UInt32(truncatingIfNeeded: bits >> 32)
    }

    var bits: UInt64 { UInt64(generation) << 32 | UInt64(index) }
}

/// Elements under tokens that never name a successor: a stale one finds nothing.
struct TokenTable<Element> {
    private struct Place {
        var generation: UInt32 = 0
        var element: Element?
    }

    private var places: [Place] = []
    private var free: [UInt32] = []

    var count: Int { places.count - free.count }
    var isEmpty: Bool { count == 0 }

    mutating func insert(_ element: Element) -> Token {
        if let index = free.popLast() {
            places[Int(index)].element = element
            return Token(index: index, generation: places[Int(index)].generation)
        }
        places.append(Place(element: element))
        return Token(index: UInt32(places.count - 1), generation: 0)
    }

    /// The element the token was given for, unless it was removed since.
    subscript(token: Token) -> Element? {
        get { holds(token) ? places[Int(token.index)].element : nil }
        _modify {
            guard holds(token) else {
                var none: Element?
                yield &none
                return
            }
            yield &places[Int(token.index)].element
        }
    }

    mutating func remove(_ token: Token) -> Element? {
        guard holds(token), let element = places[Int(token.index)].element.take() else { return nil }
        places[Int(token.index)].generation &+= 1
        free.append(token.index)
        return element
    }

    private func holds(_ token: Token) -> Bool {
        Int(token.index) < places.count && places[Int(token.index)].generation == token.generation
    }
}
