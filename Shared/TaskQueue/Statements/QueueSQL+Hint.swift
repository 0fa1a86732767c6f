import Domain
import Postgres

extension QueueSQL {
    static let hintChannel = "pairmill_ready"

    /// Tells idle workers of stages that there may be work (QUEUE R44).
    ///
    /// Always a transaction of its own: NOTIFY takes a global lock until its commit,
    /// which would serialise whatever moves tasks beside it.
    static func hint(_ stages: [Stage]) -> SQL {
        """
        select pg_notify(\(hintChannel)::text, stage)
        from unnest(\(stages.map(\.description))::text[]) as s (stage)
        """
    }
}
