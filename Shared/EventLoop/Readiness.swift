/// What epoll tells of a descriptor, level-triggered: it tells again until acted on.
package struct Readiness: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let readable = Readiness(rawValue: 0x001)
    package static let writable = Readiness(rawValue: 0x004)
    package static let failed = Readiness(rawValue: 0x008)
    /// Both directions are closed.
    package static let hungUp = Readiness(rawValue: 0x010)
    /// The peer ended its side; it may still read ours.
    package static let peerClosed = Readiness(rawValue: 0x2000)
}
