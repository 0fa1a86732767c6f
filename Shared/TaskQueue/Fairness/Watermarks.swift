/// Where each job's claims may begin to read, so that they skip dead rows (QUEUE R9).
///
/// One open transaction anywhere keeps dead rows from being removed, and a claim
/// from the start reads them all. A mark is the lowest qid of claims made at
/// least a quarter of a second ago: the lag lets rows in whose commit came late,
/// and every claim reads the dead rows that it leaves behind. It is a hint and
/// never truth, so every now and then a claim starts from 0 again, at most 2 %
/// of the time.
package struct Watermarks: Sendable {
    static let lag = Duration.milliseconds(250)
    /// Notes closer together than this are one: it bounds the memory.
    static let grain = Duration.milliseconds(100)
    static let rescanAtLeast = Duration.seconds(2)
    static let rescanFactor = 50

    private struct Note: Sendable {
        let at: ContinuousClock.Instant
        let lowest: Int64
    }

    private struct Trail: Sendable {
        var mark: Int64 = 0
        var notes: [Note] = []
    }

    private var trails: [Int32: Trail] = [:]
    private var nextRescan: ContinuousClock.Instant?

    package init() {}

    /// A claim made at `now` took `lowest` as its lowest qid of a job.
    package mutating func claimed(_ job: Int32, lowest: Int64, at now: ContinuousClock.Instant) {
        settle(job, at: now)
        let last = trails[job]?.notes.last
        if let last, now - last.at < Self.grain { return }
        trails[job, default: Trail()].notes.append(Note(at: now, lowest: lowest))
    }

    /// Claims of the job read qids above this.
    package mutating func mark(_ job: Int32, at now: ContinuousClock.Instant) -> Int64 {
        settle(job, at: now)
        return trails[job]?.mark ?? 0
    }

    /// Whether the next claim should start from 0.
    package func rescanIsDue(at now: ContinuousClock.Instant) -> Bool {
        guard let nextRescan else { return true }
        return now >= nextRescan
    }

    /// A claim from 0 took `duration`; what it found becomes the marks again.
    package mutating func rescanned(taking duration: Duration, at now: ContinuousClock.Instant) {
        nextRescan = now + max(Self.rescanAtLeast, duration * Self.rescanFactor)
    }

    /// Forgets everything: the database may not be the one it was.
    package mutating func reset() { self = Watermarks() }

    /// Forgets jobs that are gone.
    package mutating func keep(_ jobs: Set<Int32>) {
        trails = trails.filter { jobs.contains($0.key) }
    }

    private mutating func settle(_ job: Int32, at now: ContinuousClock.Instant) {
        guard var trail = trails[job] else { return }
        while let note = trail.notes.first, now - note.at >= Self.lag {
            trail.mark = note.lowest
            trail.notes.removeFirst()
        }
        trails[job] = trail
    }
}
