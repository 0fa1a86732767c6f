/// What a process says of itself with each beat (QUEUE R21).
struct Beat: Sendable, Hashable {
    /// How many tasks it can hold at once.
    let capacity: Int
    /// How many it would work on now if its backends had room for all.
    let wanted: Int
}
