extension ReadinessLoop: SerialExecutor, TaskExecutor {
    package func enqueue(_ job: consuming ExecutorJob) { submit(UnownedJob(job)) }

    /// Runs a job as both executors at once: going from a child task into an actor of the
    /// same loop is then no hop.
    func run(_ job: UnownedJob) {
        job.runSynchronously(
            isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }

    package func isIsolatingCurrentContext() -> Bool? { isCurrent }

    package func checkIsolated() {
        precondition(isCurrent, "this belongs to the loop \(label) and was used outside its turns")
    }
}
