/// What a watch wants to hear of; errors and hang-ups are always told.
package struct Interest: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let read = Interest(rawValue: 0x001)
    package static let write = Interest(rawValue: 0x004)
    /// The peer ended its side of the stream (EPOLLRDHUP).
    ///
    /// Drop it once told, as whatever nobody acts on: the loop would spin (HTTP L3).
    package static let peerClose = Interest(rawValue: 0x2000)
}
