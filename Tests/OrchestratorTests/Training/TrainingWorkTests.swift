import Contracts
import Domain
import Foundation
import Postgres
import Records
import Synchronization
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct TrainingWorkTests {
    @Test func `pairs go to the trainer and an adapter comes back`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            #expect(try await job.state() == .training)
            for _ in 0..<6 { try await job.step() }

            let generator = try await job.training(.generator)
            #expect(generator.state == .succeeded)
            #expect(generator.pairs == 2)
            #expect(generator.progress.step == 3)
            #expect(generator.progress.marginAfter == 1.5)
            // The trainer keeps no pairs it needs no more.
            #expect(trainer.state.withLock { $0.files.isEmpty })
            let adapter = try #require(
                try await AdapterRecords(job.driven.pool).find(generator.adapter ?? ""))
            #expect(
                adapter.name
                    == AdapterNaming.name(
                        AdapterNaming.suffix(.generator, round: 2, of: job.driven.job.id),
                        trainer.adapterDigest))
            #expect(adapter.baseModel == "base" && adapter.format == .scene && adapter.state == .new)
            #expect(adapter.provenance.pairs == 2 && adapter.provenance.trainerJob == "ftjob-1")
            let file = "\(job.folder)/\(adapter.name)/adapter.json"
            #expect(FileManager.default.fileExists(atPath: file))
            // The round waits for the proof.
            try await job.driven.drive()
            #expect(try await job.state() == .awaitingAdapters)
        }
    }

    @Test func `each line is a prompt as it is sent, its picture and two texts`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            for _ in 0..<2 { try await job.step() }
            let files = trainer.state.withLock { $0.files }
            #expect(files.count == 2)
            for file in files.values {
                let lines = try file.split(separator: 10).map { try JSONValue(parsing: $0) }
                #expect(lines.count == 2)
                for line in lines {
                    let content = line["input"]?["messages"]?.elements?.first?["content"]?.elements ?? []
                    let url = content.first?["image_url"]?["url"]?.text ?? ""
                    #expect(url.hasPrefix("data:image/png;base64,"))
                    #expect(content.last?["text"]?.text?.contains("<instruction>") == true)
                    let chosen = line["preferred_output"]?.elements?.first?["content"]?.text
                    let rejected = line["non_preferred_output"]?.elements?.first?["content"]?.text
                    #expect(chosen?.isEmpty == false && chosen != rejected)
                    #expect(line["pair_id"]?.text?.hasPrefix("pair_") == true)
                }
            }
        }
    }

    @Test func `a start whose answer was lost starts nothing twice`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            for _ in 0..<2 { try await job.step() }
            // The process dies after the trainer took the order and before that is stored.
            let hold = try #require(try await job.holds.take())
            _ = try await job.work.next(hold.training)
            try await job.driven.pool.query(
                "update pairmill.training set held_until = now() - interval '1 second' where token is not null"
            )
            #expect(try await job.step() != nil)
            #expect(trainer.state.withLock { $0.started.count } == 1)
            #expect(try await !job.holds.finish(hold, with: .failed(reason: "late")))
        }
    }

    @Test func `a training is held by one process at a time`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            let first = try #require(try await job.holds.take())
            let second = try #require(try await job.holds.take())
            #expect(first.training.role != second.training.role)
            #expect(try await job.holds.take() == nil)
            #expect(try await job.holds.extend(first))
        }
    }

    @Test func `a trainer that is away is asked again, and the reason is shown`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            trainer.state.withLock { $0.broken = 503 }
            try await job.step()
            let waiting = try await [job.training(.generator), job.training(.reviser)].first {
                $0.reason != nil
            }
            #expect(waiting?.state == .waiting)
            #expect(waiting?.attempt == 1)
            #expect(waiting?.reason?.contains("503") == true)
            trainer.state.withLock { $0.broken = nil }
            for _ in 0..<6 { try await job.step() }
            #expect(try await job.training(.generator).state == .succeeded)
        }
    }

    @Test func `a refusal in the trainer's words fails the training and the round waits for a person`()
        async throws
    {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            trainer.state.withLock { state in
                state.status = "failed"
                state.code = "no_learning"
            }
            for _ in 0..<6 { try await job.step() }
            let failed = try await job.training(.generator)
            #expect(failed.state == .failed)
            #expect(failed.reason == "no_learning: said so")
            try await job.driven.drive()
            #expect(try await job.state() == .awaitingAdapters)
            #expect(try await job.driven.rounds()[1].note?.contains("no_learning") == true)

            trainer.state.withLock { $0.status = "succeeded" }
            #expect(try await TrainingRecords(job.driven.pool).restart(round: 2, of: job.driven.job.number))
            #expect(try await job.state() == .training)
            for _ in 0..<6 { try await job.step() }
            #expect(try await job.training(.generator).state == .succeeded)
            #expect(try await job.training(.generator).attempt == 2)
            let keys = trainer.state.withLock { Set($0.started.map(\.key)) }
            #expect(keys.count == 4)
            let seeds = trainer.state.withLock { Set($0.started.map(\.order.seed)) }
            #expect(seeds.count == 4)
        }
    }

    @Test func `a trainer's own trouble is tried again by itself, three times`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            trainer.state.withLock { state in
                state.status = "failed"
                state.code = "server_error"
            }
            for _ in 0..<30 { try await job.step() }
            let failed = try await job.training(.generator)
            #expect(failed.state == .failed && failed.attempt == 3)
            #expect(trainer.state.withLock { $0.started.count } == 6)
        }
    }

    @Test func `a result that came while nobody looked is taken, however late`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer, timeout: .seconds(0)) { job in
            for _ in 0..<6 { try await job.step() }
            #expect(try await job.training(.generator).state == .succeeded)
            #expect(trainer.state.withLock { $0.cancelled.isEmpty })
        }
    }

    @Test func `a training that takes too long is cancelled there and tried again`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer, timeout: .seconds(0)) { job in
            trainer.state.withLock { $0.status = "running" }
            for _ in 0..<30 { try await job.step() }
            let failed = try await job.training(.generator)
            #expect(failed.state == .failed && failed.attempt == 3)
            #expect(failed.reason?.contains("no result within 0 seconds") == true)
            #expect(trainer.state.withLock { Set($0.cancelled).count } == 6)
        }
    }

    @Test func `a cancelled job cancels what runs at the trainer`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            trainer.state.withLock { $0.status = "running" }
            for _ in 0..<3 { try await job.step() }
            // The other's start reaches the trainer, and the process dies before that is stored.
            let hold = try #require(try await job.holds.take())
            _ = try await job.work.next(hold.training)
            try await job.holds.release(hold)
            #expect(try await JobRecords(job.driven.pool).cancel(job.driven.job.number))
            for _ in 0..<4 { try await job.step() }
            #expect(try await job.training(.generator).state == .cancelled)
            #expect(try await job.training(.reviser).state == .cancelled)
            #expect(trainer.state.withLock { Set($0.cancelled) } == ["ftjob-1", "ftjob-2"])
            #expect(try await job.step() == nil)
        }
    }

    @Test func `a paused job sends nothing new, and what runs comes to its end`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            _ = try await JobRecords(job.driven.pool).move(
                job.driven.job.number, from: [.running], to: .paused)
            #expect(try await job.step() == nil)
        }
    }

    @Test func `an adapter that is not what was ordered is refused by its rule`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer) { job in
            trainer.state.withLock {
                $0.adapter = Array(#"{"base_model":"other","deltas":{"a":1},"format":"scene"}"#.utf8)
            }
            for _ in 0..<6 { try await job.step() }
            let failed = try await job.training(.generator)
            #expect(failed.state == .failed)
            #expect(failed.reason?.contains("base_model: it stands on other") == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: job.folder)
            #expect(left.isEmpty)
        }
    }

    @Test func `a training may start from the adapter that serves, and see the last round's pairs alone`()
        async throws
    {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(
            trainer,
            change: {
                $0.training.from = .adapter
                $0.training.pairs = .previous
            }
        ) { job in
            let adapters = AdapterRecords(job.driven.pool)
            try await adapters.store(
                AdapterRecord(
                    new: "gen-before", job: job.driven.job.number, round: 1, role: .generator, format: .scene,
                    baseModel: "base", rank: nil, alpha: nil, digest: nil,
                    provenance: AdapterProvenance(source: "manual")))
            #expect(try await adapters.set(.proven, reason: nil, of: "gen-before"))
            try await job.driven.pool.query(
                """
                insert into pairmill.training (job, round, role, state, pairs, adapter)
                values (\(job.driven.job.number), 1, 'generator', 'succeeded', 0, 'gen-before')
                """)
            for _ in 0..<4 { try await job.step() }
            let orders = trainer.state.withLock { $0.started.map(\.order.metadata) }
            #expect(orders.first { $0.role == "generator" }?.initAdapter == "gen-before")
            #expect(orders.first { $0.role == "reviser" }?.initAdapter == "")
            #expect(job.driven.specification.training.rounds(before: 4) == [3])
        }
    }

    @Test func `too few pairs train nobody, and the round says so and goes on`() async throws {
        let trainer = ScriptedTrainer()
        try await TrainedJob.with(trainer, change: { $0.training.minPairs = 100 }) { job in
            #expect(try await job.state() == .seeding)
            let note = try await job.driven.rounds()[1].note
            #expect(
                note?.contains("2 for the generator, 2 for the reviser; training.min_pairs is 100") == true)
            #expect(try await job.step() == nil)
        }
    }
}
