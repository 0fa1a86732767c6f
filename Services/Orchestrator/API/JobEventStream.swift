import Contracts
import Domain
import Foundation
import HTTPServing
import Records

/// Writes a job's events as they come, until the job is over and all are told, or the reader's key is revoked.
struct JobEventStream: Sendable {
    let tools: OrchestratorTools
    let job: JobID
    let number: Int32

    /// Looks for new events each second; for progress every other.
    func write(
        to writer: EventWriter, after seen: Int64, while isAllowed: @Sendable () -> Bool
    ) async throws {
        let records = JobEvents(tools.database)
        var last = seen
        var progress = ""
        var turn = 0
        while isAllowed() {
            // Read before the events: what happens in between is told in the next turn.
            guard let record = try await tools.jobs.find(job) else { return }
            let news = try await records.list(of: number, after: last)
            for event in news {
                try await writer.send(try Self.serverEvent(event))
                last = event.id
            }
            if news.isEmpty {
                if record.state == .done || record.state == .cancelled {
                    // What ended it may be told a moment after it has ended.
                    try await Task.sleep(for: .seconds(1))
                    if try await !records.list(of: number, after: last).isEmpty { continue }

                    return try await writer.send(
                        ServerEvent(name: "end", data: #"{"state":"\#(record.state.rawValue)"}"#))
                }
                if turn.isMultiple(of: 2) { try await send(of: record, to: writer, unless: &progress) }
                turn += 1
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private static func serverEvent(_ event: JobEvents.Event) throws -> ServerEvent {
        let data: JSONValue = [
            "at": .string(Timestamp(event.at).description),
            "data": try JSONValue(parsing: Array(event.data.utf8)),
        ]
        return ServerEvent(id: "\(event.id)", name: event.kind, data: data.json)
    }

    /// What is done and to be done, if it has changed.
    private func send(
        of record: JobRecord, to writer: EventWriter, unless known: inout String
    ) async throws {
        let status = try await JobStatusBuilding(tools.database, ttl: tools.ttl).status(
            of: record, withTokens: false)
        let progress = String(decoding: try JobProgress(status).jsonBytes(), as: UTF8.self)
        guard progress != known else { return }
        known = progress
        try await writer.send(ServerEvent(name: "progress", data: progress))
    }
}

/// What of a job's status changes while it runs.
private struct JobProgress: Encodable {
    var state: JobState
    var round: Int?
    var stages: StageTable
    var pairs: Int64
    var feedbackPairs: Int64
    var hard: Int64
    var tasksPerMinute: Double?
    var etaSeconds: Int64?
    var blocked: Blocked?
    /// How far what is trained for the round at work is.
    var training: [TrainingStatus]?

    init(_ status: JobStatus) {
        state = status.state
        round = status.rounds.first { !$0.state.isFinal }?.round
        stages = status.stages
        pairs = status.pairs
        feedbackPairs = status.feedbackPairs
        hard = status.hard
        tasksPerMinute = status.tasksPerMinute
        etaSeconds = status.etaSeconds
        blocked = status.blocked
        training = status.rounds.first { $0.state == .training }?.training
    }

    private enum CodingKeys: String, CodingKey {
        case state, round, stages, pairs, hard, blocked, training
        case feedbackPairs = "feedback_pairs"
        case tasksPerMinute = "tasks_per_minute"
        case etaSeconds = "eta_seconds"
    }
}
