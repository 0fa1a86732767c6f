import CMalloc

/// The pools of memory that the C library's allocator divides threads among.
///
/// Left alone it makes one for each thread that finds the others busy, up to eight for each core (mallopt(3),
/// M_ARENA_MAX), and each keeps what it once needed: within half an hour a quarter of an Orchestrator was
/// memory that nobody used. Two are enough for a loop and the threads beside it.
enum MemoryArenas {
    /// Call it before there is a second thread.
    static func limit() { _ = mallopt(M_ARENA_MAX, 2) }
}
