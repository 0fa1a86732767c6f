/// One incarnation of a process: 63 random bits, drawn anew at every start.
///
/// A host or process name would be shared by a restarted process, which must
/// not look alive on behalf of its predecessor (QUEUE R8, R21).
package struct WorkerID: RawRepresentable, Sendable, Hashable {
    package let rawValue: Int64

    /// Takes an id as the database stored it.
    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Draws the id of a new incarnation.
    package static func random() -> WorkerID {
        WorkerID(rawValue: .random(in: 1 ... .max))
    }
}

extension WorkerID: CustomStringConvertible {
    package var description: String { String(rawValue, radix: 16) }
}
