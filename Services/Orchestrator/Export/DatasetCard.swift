import Contracts
import Digests
import Domain
import Foundation
import Records

/// README.md of an export: what a reader of the dataset must know (FORMATS.md §7).
///
/// Says only what the job says: no licence, no language is made up.
struct DatasetCard: Sendable {
    let job: JobRecord
    let specification: JobSpecification
    let report: Report
    let kinds: [PairRow.Kind]

    var text: String { [header, counts, method, training, limits, settings].joined(separator: "\n") }

    private var title: String { job.name.isEmpty ? "Preference pairs of \(job.id)" : job.name }

    private var header: String {
        let configurations = kinds.enumerated().map { index, kind in
            let isDefault = index == 0 ? ", default: true" : ""
            return "- {config_name: \(kind.rawValue), data_dir: \(kind.rawValue)\(isDefault)}"
        }
        return """
            ---
            pretty_name: \(JSONValue.string(title).json)
            task_categories: [visual-question-answering, image-text-to-text]
            tags: [dpo, preference, multimodal, ipa]
            annotations_creators: [machine-generated]
            size_categories: [\(size)]
            configs:
            \(configurations.joined(separator: "\n"))
            ---

            # \(title)

            Preference pairs for multi-modal models, built by the method of "Instruction-Oriented Preference
            Alignment for Enhancing Multi-Modal Comprehension Capability of MLLMs" (arXiv 2503.20309).

            """
    }

    private var size: String {
        switch report.rows {
        case ..<1000: "n<1K"
        case ..<10_000: "1K<n<10K"
        case ..<100_000: "10K<n<100K"
        case ..<1_000_000: "100K<n<1M"
        default: "1M<n<10M"
        }
    }

    private var counts: String {
        let excluded = report.excluded.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let samples = report.samples
        return """
            ## Counts

            - \(report.rows) rows of \(report.built) pairs built; left out: \
            \(excluded.isEmpty ? "none" : excluded.joined(separator: ", "))
            - \(samples.all) samples: \(samples.withPairs) with pairs, \(samples.allPassed) passed throughout, \
            \(samples.hard) hard, \(samples.incomplete) incomplete
            - words: chosen \(number(report.length.chosen.mean)), rejected \
            \(number(report.length.rejected.mean)); the chosen text is longer in \
            \(number(100 * report.length.chosenLonger)) % of the rows
            \(report.warnings.map { "- \($0)\n" }.joined())
            """
    }

    private var method: String {
        let rounds = specification.rounds.enumerated().map { index, plan in
            "- round \(index + 1): from \(plan.from.rawValue) samples, "
                + "train \(plan.train), reference \(plan.reference.rawValue)"
        }
        let policies = report.policies.sorted { $0.key < $1.key }.map { "- \($0.key): \($0.value) rows" }
        return """
            ## Rounds and policies

            \((rounds + policies).joined(separator: "\n"))

            """
    }

    private var training: String {
        """
        ## Training

        The rows load as they are: `datasets.load_dataset(folder, "\(kinds.first?.rawValue ?? "response")")`, \
        then TRL's `DPOTrainer`. Prompt, chosen and rejected are message lists; the image is placed by TRL.

        """
    }

    private var limits: String {
        """
        ## Known limits

        - Verdicts come from a model, which may be of the policy's family; v is binary.
        - Chosen texts tend to be longer: see the lengths above before training.
        - Each row's `lineage` holds models, prompts, seeds and verdicts of both texts.

        """
    }

    private var settings: String {
        """
        ## Specification (sha256 \(job.specificationDigest.hex))

        ```json
        \(job.specification)
        ```

        """
    }

    private func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
