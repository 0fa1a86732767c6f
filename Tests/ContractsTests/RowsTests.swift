import Digests
import Domain
import Foundation
import Testing

@testable import Contracts

/// Golden texts of what the API says: a change here is a change for users.
@Suite struct RowsTests {
    private let job = JobID(uuid: UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 16)))
    private let sample = SampleID(
        uuid: UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 10, 11, 12, 13, 14, 15, 17)))
    private let time = Timestamp(microseconds: 1_795_428_000_000_000)

    @Test func `a round says what it made and where its tasks are`() throws {
        var stages = StageTable()
        stages[.verify].done = 7
        let status = RoundStatus(
            round: 2, state: .awaitingAdapters, from: .hard, train: true, reference: .none, stages: stages,
            yield: RoundYield(samples: 3, hard: 1), provisional: true, reason: "bring an adapter")
        try expectGolden(
            status,
            #"""
            {"adapters":{},"from":"hard","provisional":true,"reason":"bring an adapter","reference":"none","round":2,
            "stages":{"generate":{"dead":0,"deferred":0,"done":0,"leased":0,"ready":0},
            "revise":{"dead":0,"deferred":0,"done":0,"leased":0,"ready":0},
            "verify":{"dead":0,"deferred":0,"done":7,"leased":0,"ready":0}},
            "state":"awaiting_adapters","train":true,"training":[],
            "yield":{"all_passed":0,"excluded":0,"feedback_pairs":0,"hard":1,"incomplete":0,"pairs":0,"running":0,"samples":3,
            "with_pairs":0}}
            """#)
    }

    @Test func `a job's status holds its warnings and what blocks it`() throws {
        let status = JobStatus(
            id: job, name: "demo", preset: .ipa, state: .running, seed: Seed(rawValue: 7), createdAt: time,
            samples: 3, rounds: [], stages: StageTable(),
            blocked: Blocked(stage: "verify", reason: "no backend", remedy: "add one"),
            warnings: ["round 2 ran without training (training.mode skip)"], specification: ["a": 1],
            specificationSHA256: SHA256Digest(of: []))
        try expectGolden(
            status,
            #"""
            {"blocked":{"reason":"no backend","remedy":"add one","stage":"verify"},"created_at":"2026-11-23T10:00:00Z",
            "feedback_pairs":0,"hard":0,"id":"job_0102030405067008800a0b0c0d0e0f10","name":"demo","object":"job","pairs":0,
            "preset":"ipa","rounds":[],"samples":3,"seed":7,"specification":{"a":1},
            "specification_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "stages":{"generate":{"dead":0,"deferred":0,"done":0,"leased":0,"ready":0},
            "revise":{"dead":0,"deferred":0,"done":0,"leased":0,"ready":0},
            "verify":{"dead":0,"deferred":0,"done":0,"leased":0,"ready":0}},
            "state":"running",
            "warnings":["round 2 ran without training (training.mode skip)"]}
            """#)
    }

    @Test func `a pair shows both sides and whether it may still change`() throws {
        let side = PairSide(
            text: "Two.", source: .contrastive, task: "72057594037927936", slot: 5, words: 1,
            finishReason: .stop,
            model: "base",
            perturbation: Perturbation(kind: .diffusionNoise(step: 500), seed: Seed(rawValue: 11)),
            failed: [.entailment])
        let row = PairRow(
            kind: .response, provisional: true, round: 1, sample: sample, name: "vqa-17",
            imageSHA256: SHA256Digest(of: []), instruction: Instruction(rawValue: "How many?"),
            reference: Reference(rawValue: "Three."), chosen: side, rejected: side, excluded: .nearIdentical)
        let text = #"""
            {"adapter":"","failed":["entailment"],"finish_reason":"stop","model":"base",
            "perturbation":{"kind":"diffusion_noise","parameters":{"step":500},"seed":11},"saw_reference":false,"slot":5,
            "source":"contrastive","task":"72057594037927936","text":"Two.","words":1}
            """#
        try expectGolden(side, text)
        try expectGolden(
            row,
            #"{"chosen":"# + text + #","excluded":"near_identical","#
                + #""image_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","instruction":"How many?","#
                + #""kind":"response","name":"vqa-17","provisional":true,"reference":"Three.","rejected":"#
                + text
                + #","round":1,"sample":"smp_0102030405067008800a0b0c0d0e0f11"}"#)
    }

    @Test func `an intake answers line by line and sums up`() throws {
        try expectGolden(
            IntakeLine.stored(line: 17, sample: sample),
            #"{"line":17,"sample":"smp_0102030405067008800a0b0c0d0e0f11"}"#)
        try expectGolden(
            IntakeLine.duplicate(line: 17, sample: sample),
            #"{"duplicate":true,"line":17,"sample":"smp_0102030405067008800a0b0c0d0e0f11"}"#)
        try expectGolden(
            IntakeLine.duplicateOf(line: 17, sample: sample, name: "vqa-3"),
            #"{"duplicate_of":"vqa-3","line":17,"sample":"smp_0102030405067008800a0b0c0d0e0f11"}"#)
        try expectGolden(
            IntakeLine.failed(
                line: 18,
                IntakeProblem(code: .imageUndecodable, message: "not a JPEG", pointer: "/image/path")),
            #"{"error":{"code":"image_undecodable","message":"not a JPEG","pointer":"/image/path"},"line":18}"#
        )
        try expectGolden(
            IntakeLine.summary(IntakeSummary(lines: 9, stored: 5, duplicates: 3, failed: 1, turnsLeftOut: 2)),
            #"{"summary":{"duplicates":3,"failed":1,"lines":9,"stored":5,"turns_left_out":2}}"#)
    }

    @Test func `a dead task, a backend and a list`() throws {
        let dead = DeadTaskRow(
            task: "42", job: job, round: 1, sample: sample, slot: 0, stage: "verify", attempt: 5, crashes: 0,
            reason: "unreadable", at: time)
        try expectGolden(
            ListEnvelope([dead], hasMore: true, lastID: "42"),
            #"""
            {"data":[{"at":"2026-11-23T10:00:00Z","attempt":5,"crashes":0,"job":"job_0102030405067008800a0b0c0d0e0f10",
            "reason":"unreadable","round":1,"sample":"smp_0102030405067008800a0b0c0d0e0f11","slot":0,"stage":"verify",
            "task":"42"}],"has_more":true,"last_id":"42","object":"list"}
            """#)
        try expectGolden(
            BackendRow(
                id: "b", url: "http://h:1", kind: "vllm", roles: [.generator], state: "active",
                maxInFlight: 16),
            #"""
            {"id":"b","kind":"vllm","max_in_flight":16,"object":"backend","roles":["generator"],
            "state":"active","url":"http://h:1"}
            """#)
    }

    @Test func `a verdict shows v and its dimensions`() throws {
        let votes = [
            Vote(holding: [.entailment], reason: "too short"), Vote(holding: [.entailment, .compliance]),
        ]
        let verdict = try #require(Verdict(votes: votes))
        try expectGolden(
            VerdictRow(verdict, model: "m", seed: Seed(rawValue: 9)),
            #"""
            {"agreement":1,"completeness":false,"compliance":false,"consistency":false,"entailment":true,"model":"m",
            "reason":"too short","seed":9,"v":0,"votes":2}
            """#)
        try expectGolden(
            votes[0],
            #"{"completeness":false,"compliance":false,"consistency":false,"entailment":true,"reason":"too short"}"#
        )
    }

    @Test func `a report holds every counter, also those at nothing`() throws {
        try expectGolden(
            Report(built: 3, rows: 2, excluded: ["cap": 1], rounds: ["1": 2], warnings: ["w"]),
            #"""
            {"built":3,"dimensions_failed":{},"excluded":{"cap":1},
            "length":{"before_balance":{"chosen_longer":0,"mean_gap":0},"chosen":{"mean":0,"p50":0,"p95":0},"chosen_longer":0,
            "mean_gap":0,"rejected":{"mean":0,"p50":0,"p95":0}},"policies":{},
            "responses":{"distinct":0,"drawn":0},
            "reviews":{"accepted":0,"edited":0,"rejected":0,"swapped":0},"rounds":{"1":2},"rows":2,
            "samples":{"all":0,"all_passed":0,"hard":0,"incomplete":0,"with_pairs":0},"sources":{},
            "verdicts":{"agreement":1,"failed":0,"passed":0,"unreadable":0},"warnings":["w"]}
            """#)
    }

    @Test func `an estimate counts the calls of each round`() {
        var specification = Preset.referenceGuidedSampling.specification
        specification.verification.votes = 3
        let rounds = CallEstimate(specification).rounds
        #expect(rounds.map(\.generate) == [8, 8, 8])
        #expect(rounds.map(\.revise) == [32, 32, 0])
        #expect(rounds.map(\.verify) == [72, 72, 24])
        #expect(rounds[2].tokensOutAtMost == (8 + 24) * 512)
    }
}
