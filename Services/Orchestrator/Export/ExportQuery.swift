/// What `GET /v1/jobs/{job}/export` asks for (FORMATS.md §2).
struct ExportQuery: Sendable, Hashable {
    enum Format: String, Sendable, Hashable, CaseIterable {
        /// A tar of imagefolders for TRL and Hugging Face datasets.
        case hf
        /// Lines of JSON, without images.
        case ndjson
        /// Lines as a trainer reads them, images inside (BACKENDS §8): what a round would train on.
        case trainer
    }

    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Preference pairs.
        case response
        case feedback
        /// The whole trace of each sample; ndjson alone.
        case responses
    }

    var format = Format.hf
    var kinds: [Kind] = [.response]
    /// Nil for all.
    var rounds: [Int]?
    /// False exports what the filters struck as well.
    var filters = true
    /// The share of samples that goes to `validation`.
    var holdout = 0.0
    /// Feedback pairs drawn with the reference are left out unless asked for.
    var referenceGuided = false

    init() {}
}
