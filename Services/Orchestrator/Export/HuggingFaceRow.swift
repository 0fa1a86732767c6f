import Contracts
import Digests
import Domain
import OrderedCollections
import Records

/// One line of an imagefolder's metadata.jsonl, which TRL trains from as it is (FORMATS.md §3).
///
/// Every column is in every row and of one type: the loader stops at a null that
/// becomes a string, so what is missing is "".
struct HuggingFaceRow: Sendable {
    let lineage: Lineage
    let escape: PlaceholderEscape

    func json(of exported: ExportedPair) -> JSONValue {
        let pair = exported.pair
        var row: OrderedDictionary<String, JSONValue> = [
            "file_names": [.string(exported.image.path)],
            "prompt": message("user", exported.question),
            "chosen": message("assistant", escape.escaped(pair.chosen)),
            "rejected": message("assistant", escape.escaped(pair.rejected)),
            "pair_id": .string(pair.id.description), "sample_id": .string(pair.sampleID.description),
            "round": .integer(Int64(pair.round)), "chosen_source": .string(pair.chosenSource),
            "rejected_source": .string(pair.rejectedSource),
            "failed": .string(pair.failed.joined(separator: ",")),
            "image_sha256": .string(pair.image.hex),
        ]
        if exported.kind == .feedback {
            row["response_task"] = .string(String(exported.chosen.task.at(.generate).rawValue))
            row["saw_reference"] = .bool(pair.sawReference)
        }
        row["lineage"] = .string(lineage.json(of: exported).json)
        return .object(row)
    }

    private func message(_ role: String, _ content: String) -> JSONValue {
        [["role": .string(role), "content": .string(content)]]
    }
}
