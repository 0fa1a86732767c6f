import Contracts
import Digests
import Domain
import Foundation
import Records

/// Where a row comes from, in full: every row can be traced without us (FORMATS.md §4).
struct Lineage: Sendable {
    let job: JobRecord
    let specification: JobSpecification

    func json(of exported: ExportedPair) -> JSONValue {
        let pair = exported.pair
        return [
            "pair_id": .string(pair.id.description), "job": .string(job.id.description),
            "specification": .string(job.specificationDigest.hex), "round": .integer(Int64(pair.round)),
            "sample": .string(pair.sampleID.description), "image_sha256": .string(pair.image.hex),
            "reviewed": "", "created_at": .string(Timestamp(pair.id.createdAt).description),
            "excluded": .string(pair.excluded ?? ""), "prompts": prompts(of: exported),
            "chosen": side(exported.chosen, source: pair.chosenSource),
            "rejected": side(exported.rejected, source: pair.rejectedSource),
        ]
    }

    /// Templates by what they drew, over both sides.
    private func prompts(of exported: ExportedPair) -> JSONValue {
        let sides = [exported.chosen, exported.rejected]
        let response = sides.first { $0.feedback == nil }?.detail.promptHash.hex ?? ""
        let revised = sides.first { $0.feedback != nil }
        return [
            "generate": .string(response),
            "feedback": .string(revised?.feedback?.detail.promptHash.hex ?? ""),
            "refinement": .string(revised?.detail.promptHash.hex ?? ""),
            "verification": .string(exported.chosen.verdict?.detail.promptHash.hex ?? ""),
        ]
    }

    private func side(_ text: TracedText, source: String) -> JSONValue {
        let detail = text.detail
        return [
            "task": .string(String(text.task.rawValue)), "slot": .integer(Int64(text.task.slot)),
            "kind": .string(kind(of: text.task).rawValue),
            "source": .string(source), "model": .string(detail.model),
            "adapter": .string(detail.adapter), "backend": .string(detail.backend),
            "seed": .integer(Int64(detail.seed.rawValue)), "draw": .integer(Int64(detail.draw)),
            "sampling": sampling(detail), "perturbation": perturbation(text.perturbation),
            "finish_reason": .string(text.finishReason.rawValue),
            "words": .integer(Int64(Words.count(in: text.text))), "saw_reference": .bool(text.sawReference),
            "feedback_task": .string(text.feedback == nil ? "" : String(text.task.rawValue)),
            "verdict": text.verdict.map(verdict) ?? [:],
        ]
    }

    private func kind(of task: TaskID) -> SlotKind {
        specification.sampling(inRound: task.round).kind(ofSlot: task.slot)
    }

    private func sampling(_ detail: CallDetail) -> JSONValue {
        [
            "temperature": .number(detail.sampling.temperature), "top_p": .number(detail.sampling.topP),
            "max_tokens": .integer(Int64(detail.sampling.maxTokens)),
            "unenforced": .array(detail.unenforced.map(JSONValue.string)),
        ]
    }

    private func perturbation(_ perturbation: Perturbation?) -> JSONValue {
        guard let perturbation else { return [:] }
        let parameter: JSONValue =
            switch perturbation.kind {
            case .diffusionNoise(let step): ["step": .integer(Int64(step))]
            case .gaussianBlur(let sigma): ["sigma": .number(sigma)]
            case .scale(let factor): ["factor": .number(factor)]
            }
        return [
            "kind": .string(perturbation.name.rawValue), "parameters": parameter,
            "seed": .integer(Int64(perturbation.seed.rawValue)),
        ]
    }

    private func verdict(_ verdict: TracedVerdict) -> JSONValue {
        func holds(_ dimension: Verdict.Dimension) -> JSONValue { .bool(!verdict.failed.contains(dimension)) }
        return [
            "v": .integer(verdict.passes ? 1 : 0), "entailment": holds(.entailment),
            "completeness": holds(.completeness), "consistency": holds(.consistency),
            "compliance": holds(.compliance), "votes": .integer(Int64(verdict.votes.count)),
            "agreement": .number(verdict.agreement), "model": .string(verdict.detail.model),
            "seed": .integer(Int64(verdict.detail.seed.rawValue)),
        ]
    }
}
