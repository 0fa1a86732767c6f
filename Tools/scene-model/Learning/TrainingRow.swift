import Contracts
import Foundation

/// One row of a training file: a picture, the prompt as it was sent, and two texts.
struct TrainingRow: Sendable, Hashable {
    let percept: Percept
    let prompt: String
    let chosen: String
    let rejected: String

    /// The pair as one voice learns from it; nil if it could never write one of the texts.
    func pair(for voice: Voice, reference: Weights) -> DPOPair? {
        guard let script = SceneModel().script(for: Prompt(prompt), seeing: percept), script.voice == voice,
            let chosen = ScoredText(chosen, in: script), let rejected = ScoredText(rejected, in: script)
        else { return nil }
        return DPOPair(chosen: chosen, rejected: rejected, reference: reference)
    }
}

extension TrainingRow {
    /// Reads a line in the shape of BACKENDS §8; pictures it saw before are not looked at again.
    init(reading line: [UInt8], number: Int, pictures: PictureCache) throws(TrainingFailure) {
        let row = try Self.decoded(line, number)
        do throws(OpenAIError) {
            percept = try pictures.look(at: try row.imageURL).percept
        } catch {
            throw .badLine(number: number, reason: error.message)
        }
        prompt = row.input.messages.map(\.text).joined(separator: "\n")
        chosen = try row.text(of: \.preferred, "preferred_output", number)
        rejected = try row.text(of: \.nonPreferred, "non_preferred_output", number)
    }

    private static func decoded(_ line: [UInt8], _ number: Int) throws(TrainingFailure) -> TrainingLine {
        do {
            return try JSONDecoder().decode(TrainingLine.self, from: Foundation.Data(line))
        } catch let error as DecodingError {
            throw .badLine(number: number, reason: error.reason)
        } catch {
            throw .badLine(number: number, reason: "\(error)")
        }
    }
}

/// The JSON of one line.
private struct TrainingLine: Decodable {
    struct Input: Decodable { var messages: [ChatMessage] }

    var input: Input
    var preferred: [ChatMessage]
    var nonPreferred: [ChatMessage]

    private enum CodingKeys: String, CodingKey {
        case input
        case preferred = "preferred_output"
        case nonPreferred = "non_preferred_output"
    }

    /// The URL of the row's one image.
    var imageURL: String {
        get throws(OpenAIError) {
            let urls = input.messages.flatMap(\.parts).compactMap { part in
                if case .imageURL(let url) = part { url } else { nil }
            }
            guard urls.count == 1 else {
                throw .badRequest("a row has one image; this one has \(urls.count)")
            }
            return urls[0]
        }
    }

    func text(
        of side: KeyPath<TrainingLine, [ChatMessage]>, _ name: String, _ number: Int
    ) throws(TrainingFailure) -> String {
        let messages = self[keyPath: side]
        guard messages.count == 1, messages[0].role == "assistant" else {
            throw .badLine(number: number, reason: "\(name) must be one message of the assistant")
        }
        return messages[0].text
    }
}

extension DecodingError {
    /// Where the JSON is wrong and how, in a few words.
    fileprivate var reason: String {
        switch self {
        case .keyNotFound(let key, let context):
            "\((context.codingPath + [key]).map(\.stringValue).joined(separator: "/")) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is no JSON object"
                : "\(context.codingPath.map(\.stringValue).joined(separator: "/")) is wrong: \(context.debugDescription)"
        @unknown default: "it can't be read"
        }
    }
}
