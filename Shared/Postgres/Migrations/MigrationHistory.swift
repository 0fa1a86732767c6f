import Digests

/// What was applied to a database, and what that means for the migrations we have.
struct MigrationHistory: Sendable {
    struct Entry: Sendable, Hashable {
        let module: String
        let name: String
        let sha256: SHA256Digest
    }

    /// In the order in which they were applied.
    let entries: [Entry]

    /// The migrations still to apply, in order.
    ///
    /// Of each module the applied ones must be the first of ours, unchanged.
    func pending(of migrations: [Migration]) throws(MigrationError) -> [Migration] {
        var applied: [String: [Entry]] = [:]
        for entry in entries { applied[entry.module, default: []].append(entry) }
        var pending: [Migration] = []
        for migration in migrations {
            guard let entry = applied[migration.module]?.first else {
                pending.append(migration)
                continue
            }
            guard entry.name == migration.name else {
                throw .unknown("\(entry.module)/\(entry.name)", expected: migration.description)
            }
            guard entry.sha256 == migration.sha256 else { throw .changed(migration.description) }
            applied[migration.module]?.removeFirst()
        }
        if let left = applied.values.compactMap(\.first).min(by: { $0.name < $1.name }) {
            throw .newer("\(left.module)/\(left.name)")
        }
        return pending
    }
}
