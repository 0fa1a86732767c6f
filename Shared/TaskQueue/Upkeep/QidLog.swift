/// When which qid was the last one, so that a ready row tells its age without a timestamp.
///
/// A row was made before the first moment at which its qid, or a later one, was
/// known as the last (QUEUE §10). What is older than the log is as old as the log.
package struct QidLog: Sendable {
    /// An hour of a busy queue, noted once a second.
    static let longest = 3600

    fileprivate struct Note: Sendable {
        let at: ContinuousClock.Instant
        let last: Int64
    }

    private var notes: [Note] = []

    package init() {}

    /// `last` is the last qid that was drawn, at a moment.
    package mutating func note(_ last: Int64, at now: ContinuousClock.Instant) {
        // A sequence that went back is another database's: nothing noted holds there.
        if let newest = notes.last, newest.last > last { notes = [] }
        guard notes.last.map({ $0.last < last }) ?? true else { return }
        notes.append(Note(at: now, last: last))
        if notes.count > Self.longest { notes.removeFirst() }
    }

    /// How long ago a row with this qid was made, to a second; zero if it came after the last note.
    package func age(of qid: Int64, at now: ContinuousClock.Instant) -> Duration {
        let first = notes.partitioningIndex { $0.last >= qid }
        return first < notes.endIndex ? now - notes[first].at : .zero
    }
}

extension [QidLog.Note] {
    /// The first place whose element, as all that follow it, matches.
    fileprivate func partitioningIndex(_ matches: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if matches(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
