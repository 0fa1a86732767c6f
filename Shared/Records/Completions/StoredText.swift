import Domain
import Foundation

/// How texts of models and records of calls are written to the database.
enum StoredText {
    /// PostgreSQL's text holds no NUL; a model may emit one (QUEUE R19).
    static func clean(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "") : text
    }

    /// JSON of our own values, with sorted keys; texts of models in it are cleaned before.
    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Plain keys, numbers and strings always encode; null would be refused by the column.
        guard let encoded = try? encoder.encode(value) else { return "null" }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The votes of a verdict, their reasons cleaned.
    static func json(_ votes: [Vote]) -> String {
        let cleaned: any Encodable = votes.map { Vote(holding: $0.holding, reason: clean($0.reason)) }
        return json(cleaned)
    }
}
