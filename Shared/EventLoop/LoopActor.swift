/// An actor that lives on a loop: its state is touched in that loop's turns only.
///
/// This is how "on the loop only" is checked by the compiler: handlers given to
/// `watch` and `schedule` inside such an actor call its methods directly, and C
/// callbacks use `assumeIsolated`, which checks. Calls from a child task that
/// prefers the same loop need no thread hop.
package protocol LoopActor: Actor {
    nonisolated var loop: ReadinessLoop { get }
}

extension LoopActor {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
}
