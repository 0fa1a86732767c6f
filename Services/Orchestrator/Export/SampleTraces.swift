import Contracts
import Digests
import Domain
import Foundation
import Postgres
import Records

/// Everything that was made of samples: responses, feedbacks, revisions, verdicts.
struct SampleTraces: Sendable {
    private let texts: TracedTexts
    private let specification: JobSpecification

    init(_ database: PostgresPool, specification: JobSpecification) {
        texts = TracedTexts(database)
        self.specification = specification
    }

    /// The traces of samples that follow each other, in their order.
    func traces(of samples: [Sample], in rounds: [Int]? = nil, job: Int32) async throws -> [JSONValue] {
        guard let first = samples.first, let last = samples.last else { return [] }
        var bySample: [Int64: [(round: Int, texts: [TracedText])]] = [:]
        for round in rounds ?? Array(specification.rounds.indices.map { $0 + 1 }) {
            let found = try await texts.read(round: round, of: job, samples: first.number...last.number)
            for (sample, texts) in Dictionary(grouping: found, by: \.task.sample) {
                bySample[sample, default: []].append((round, texts))
            }
        }
        return samples.map { trace(of: $0, bySample[$0.number] ?? []) }
    }

    private func trace(of sample: Sample, _ rounds: [(round: Int, texts: [TracedText])]) -> JSONValue {
        [
            "sample_id": .string(sample.id.description), "name": .string(sample.name),
            "image_sha256": .string(sample.image.hex), "instruction": .string(sample.instruction.rawValue),
            "reference": .string(sample.reference.rawValue),
            "tags": .array(sample.tags.map(JSONValue.string)),
            "rounds": .array(
                rounds.map { round in
                    [
                        "round": .integer(Int64(round.round)),
                        "responses": .array(responses(round.texts, round.round)),
                    ]
                }),
        ]
    }

    private func responses(_ texts: [TracedText], _ round: Int) -> [JSONValue] {
        let revisions = Dictionary(grouping: texts.filter { $0.feedback != nil }, by: \.task.slot)
        let sampling = specification.sampling(inRound: round)
        return texts.filter { $0.feedback == nil }.map { response in
            let slot = response.task.slot
            return [
                "slot": .integer(Int64(slot)), "kind": .string(sampling.kind(ofSlot: slot).rawValue),
                "perturbation": encoded(response.perturbation), "body": .string(response.text),
                "finish_reason": .string(response.finishReason.rawValue),
                "saw_reference": .bool(response.sawReference), "detail": encoded(response.detail),
                "verdict": verdict(response.verdict),
                "revisions": .array((revisions[slot] ?? []).map(revision)),
            ]
        }
    }

    private func revision(_ text: TracedText) -> JSONValue {
        [
            "feedback": .string(text.feedback?.text ?? ""), "body": .string(text.text),
            "finish_reason": .string(text.finishReason.rawValue), "saw_reference": .bool(text.sawReference),
            "feedback_detail": encoded(text.feedback?.detail), "detail": encoded(text.detail),
            "verdict": verdict(text.verdict),
        ]
    }

    private func verdict(_ verdict: TracedVerdict?) -> JSONValue {
        guard let verdict else { return .null }
        return [
            "v": .integer(verdict.passes ? 1 : 0),
            "failed": .array(verdict.failed.map { .string($0.rawValue) }),
            "votes": .array(verdict.votes.map(encoded)), "agreement": .number(verdict.agreement),
            "detail": encoded(verdict.detail),
        ]
    }

    /// Our own values always encode; null stands for one that is not there.
    private func encoded(_ value: (some Encodable)?) -> JSONValue {
        guard let value, let bytes = try? value.jsonBytes() else { return .null }
        return (try? JSONValue(parsing: bytes)) ?? .null
    }
}
