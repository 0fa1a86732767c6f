package import Digests
package import Domain
package import Postgres

/// Works on trainings, one step at a time, so that only one process does (QUEUE R36).
///
/// A hold is a random token with an end; each write names the token, so whoever
/// was stopped for longer than it holds changes nothing any more.
package struct TrainingHolds: Sendable {
    private let database: PostgresPool

    package init(_ database: PostgresPool) { self.database = database }

    /// A training that is ours to work on until `seconds` after the last `extend`.
    package struct Hold: Sendable {
        package let training: TrainingRecord
        fileprivate let token: Int64

        fileprivate var place: SQL {
            """
            job = \(training.job) and round = \(Int16(training.round)) and role = \(training.role.rawValue)
                and token = \(token)
            """
        }
    }

    /// How long a hold lasts.
    package static let seconds = 60

    /// Takes the training that is due longest; nil if there is none.
    ///
    /// What a paused job has not sent yet stays where it is.
    package func take() async throws -> Hold? {
        let token = Int64.random(in: .min ... .max)
        let rows = try await database.query(
            """
            update pairmill.training t set token = \(token),
                held_until = now() + make_interval(secs => \(Double(Self.seconds)))
            from pairmill.round r, pairmill.job j
            where r.job = t.job and r.round = t.round and j.job = t.job and (t.job, t.round, t.role) = (
                select o.job, o.round, o.role from pairmill.training o
                join pairmill.round p on p.job = o.job and p.round = o.round
                join pairmill.job i on i.job = o.job
                where o.state in ('waiting', 'running') and o.due <= now()
                    and (o.token is null or o.held_until < now())
                    and (p.state = 'cancelled' or p.state = 'training'
                        and (i.state = 'running' or o.trainer_job is not null))
                order by o.due limit 1 for update of o skip locked)
            returning \(TrainingRecord.columns)
            """)
        return try rows.first.map { Hold(training: try TrainingRecord($0), token: token) }
    }

    /// Makes the hold last anew; false if it is lost, or the job was cancelled meanwhile.
    package func extend(_ hold: Hold) async throws -> Bool {
        let rows = try await database.query(
            """
            update pairmill.training set held_until = now() + make_interval(secs => \(Double(Self.seconds)))
            where \(hold.place) returning exists (
                select 1 from pairmill.round r where r.job = \(hold.training.job)
                    and r.round = \(Int16(hold.training.round)) and r.state = 'cancelled') as is_cancelled
            """)
        guard let row = rows.first else { return false }
        let isCancelled = try row.decode(Bool.self, named: "is_cancelled")
        return hold.training.isCancelled || !isCancelled
    }

    /// Lets go of a training that nothing was found out about.
    package func release(_ hold: Hold) async throws {
        _ = try await write("token = null, held_until = null, due = now()", hold)
    }

    /// What one step found out.
    package enum Step: Sendable {
        /// The pairs are with the trainer.
        case sent(file: String, digest: SHA256Digest, pairs: Int64)
        /// The training is known to the trainer; it must end within `seconds`.
        case begun(trainerJob: String, seconds: Double)
        /// How far it is, and what it waits for; `seconds` are what it has from now on.
        case told(TrainingProgress, reason: String?, seconds: Double? = nil)
        /// It is to be trained anew, in an attempt of its own.
        case again(reason: String)
        case succeeded(adapter: String, TrainingProgress)
        case failed(reason: String)
        case cancelled
    }

    /// Stores what a step found out, and gives the hold back; false if it was lost.
    ///
    /// `pause`: seconds until somebody looks at it again.
    package func finish(_ hold: Hold, with step: Step, pause: Double = 0) async throws -> Bool {
        try await write(
            """
            \(step.assignment), token = null, held_until = null,
                due = now() + make_interval(secs => \(pause))
            """, hold)
    }

    private func write(_ assignment: SQL, _ hold: Hold) async throws -> Bool {
        try await !database.query(
            "update pairmill.training set \(assignment) where \(hold.place) returning 1"
        ).isEmpty
    }
}

extension TrainingHolds.Step {
    fileprivate var assignment: SQL {
        switch self {
        case .sent(let file, let digest, let pairs):
            "file = \(file), file_sha256 = \(digest), pairs = \(pairs), reason = null"
        case .begun(let job, let seconds):
            """
            state = 'running', trainer_job = \(job), reason = null,
            deadline = now() + make_interval(secs => \(seconds))
            """
        case .told(let progress, let reason, let seconds):
            "deadline = coalesce(now() + make_interval(secs => \(seconds)), deadline), progress = \(StoredText.json(progress))::jsonb, reason = \(reason.map(StoredText.clean))"
        case .again(let reason):
            """
            state = 'waiting', attempt = attempt + 1, file = null, file_sha256 = null, trainer_job = null,
            deadline = null, progress = '{}', reason = \(StoredText.clean(reason))
            """
        case .succeeded(let adapter, let progress):
            """
            state = 'succeeded', adapter = \(adapter), progress = \(StoredText.json(progress))::jsonb,
            reason = null, finished_at = now()
            """
        case .failed(let reason):
            "state = 'failed', reason = \(StoredText.clean(reason)), finished_at = now()"
        case .cancelled: "state = 'cancelled', reason = 'the job was cancelled', finished_at = now()"
        }
    }
}
