package import Domain
import Digests
import Foundation
import OrderedCollections
import Schemas

/// What the bodies of all three one-off calls hold.
package struct CallInput: Sendable, Hashable {
    package var image: CallImage
    package var instruction: Instruction
    /// The model to ask, or the one the role's backends agree on.
    package var model: String?
    /// Where the draws start; random where it is left out.
    package var seed: Seed?
    /// Templates in place of the stage's own.
    package var prompts: [PromptKind: String]

    /// Reads the common fields; nil once a required one is missing, which is then reported.
    init?(reading fields: inout FieldReader) {
        let image = fields.image("image")
        let instruction = fields.text("instruction", isRequired: true)
        model = fields.string("model")
        seed = fields.seed("seed")
        var prompts: [PromptKind: String] = [:]
        fields.object("prompts") {
            for kind in PromptKind.allCases { $0.string(kind.rawValue, into: &prompts[kind]) }
        }
        self.prompts = prompts
        fields.checkPrompts(prompts)
        guard let image, let instruction else { return nil }
        self.image = image
        self.instruction = Instruction(rawValue: instruction)
    }
}

extension FieldReader {
    /// Reads a text that must not be empty.
    mutating func text(_ key: String, isRequired: Bool) -> String? {
        let text = string(key)
        if isRequired { require(key) }
        if let text, text.isEmpty {
            report(pointer.appending(key), "\(key) is empty")
            return nil
        }
        return text
    }

    fileprivate mutating func image(_ key: String) -> CallImage? {
        let image = converted(
            key, as: "{\"data\": base64} or {\"sha256\": 64 hexadecimal digits}", CallImage.schema,
            CallImage.init(reading:))
        require(key)
        return image
    }

    fileprivate mutating func checkPrompts(_ prompts: [PromptKind: String]) {
        for kind in PromptKind.allCases {
            guard let text = prompts[kind] else { continue }
            do throws(PromptTemplateError) {
                _ = try PromptTemplate(text, for: kind)
            } catch {
                report(pointer.appending("prompts").appending(kind.rawValue), error.description)
            }
        }
    }
}

extension CallImage {
    fileprivate static let schema = Schema.either([
        .object(SchemaMembers(["data": .text()], required: ["data"], others: nil)),
        .object(SchemaMembers(["sha256": SHA256Digest.schema], required: ["sha256"], others: nil)),
    ])

    fileprivate init?(reading value: JSONValue) {
        guard let members = value.members, members.count == 1 else { return nil }
        if let digest = members["sha256"]?.text.flatMap(SHA256Digest.init(hex:)) {
            self = .stored(digest)
        } else if let text = members["data"]?.text {
            let payload = text.hasPrefix("data:") ? text.drop { $0 != "," }.dropFirst() : text[...]
            guard let data = Data(base64Encoded: String(payload)), !data.isEmpty else { return nil }
            self = .data(Array(data))
        } else {
            return nil
        }
    }
}
