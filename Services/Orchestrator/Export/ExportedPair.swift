import Contracts
import Domain
import Records

/// A pair with the whole story of both texts, checked and ready to be written.
struct ExportedPair: Sendable {
    let kind: PairRow.Kind
    let pair: StoredPair
    let chosen: TracedText
    let rejected: TracedText
    /// The text both feedbacks answer, exactly as it was sent; nil for a preference pair.
    let prompt: String?

    /// What a row asks with: the instruction, or the feedback prompt.
    var question: String { prompt ?? pair.instruction }

    var image: ExportedImage { ExportedImage(sha256: pair.image, mediaType: pair.mediaType) }
}

extension ExportedPair {
    /// Checks the rules that always hold (FORMATS.md §5); a violation is a defect of ours.
    ///
    /// That the image is the clean one needs no check: the pair has it from its sample. A
    /// perturbed picture may even be equal to it, where its perturbation changed nothing.
    func check() throws(ExportError) {
        func require(_ holds: Bool, _ what: String) throws(ExportError) {
            guard holds else { throw .integrity(pair.id, what) }
        }
        for text in [pair.chosen, pair.rejected, question] {
            try require(!text.allSatisfy(\.isWhitespace), "a text of it is empty")
            try require(!text.utf8.contains(0), "a text of it holds NUL")
        }
        try require(chosen.verdict?.passes == true, "its chosen text has not v = 1")
        try require(rejected.verdict?.passes == false, "its rejected text has not v = 0")
        for text in [chosen, rejected] {
            try require(text.task.sample == pair.sample, "its texts are of different samples")
        }
        guard kind == .feedback else { return }
        try require(
            chosen.task.at(.generate) == rejected.task.at(.generate),
            "its feedbacks are about different responses")
        try require(
            chosen.feedback?.detail.promptHash == rejected.feedback?.detail.promptHash,
            "its feedbacks were drawn by different prompts")
    }
}
