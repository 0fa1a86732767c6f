/// The rule that tells a hard sample from one that passed or was cut short.
package struct HardSample: Sendable, Hashable {
    /// Responses and revisions with a verdict, by v.
    package var passed: Int
    package var failed: Int
    /// Tasks of the sample that are ready, leased or deferred.
    package var live: Int
    package var dead: Int

    package init(passed: Int, failed: Int, live: Int = 0, dead: Int = 0) {
        self.passed = passed
        self.failed = failed
        self.live = live
        self.dead = dead
    }

    package var outcome: SampleOutcome {
        if live > 0 { return .running }
        if passed > 0 && failed > 0 { return .mixed }
        if dead > 0 { return .incomplete }
        return passed > 0 ? .allPassed : .hard
    }

    package var isHard: Bool { outcome == .hard }
}
