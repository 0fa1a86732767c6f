import Contracts
import Foundation

/// Bodies of chats as the stages send them: a picture, and each role's sections in turn.
struct SceneCalls {
    let bodies: [[UInt8]]

    /// Reads samples whose images lie below a folder.
    init(_ lines: [Substring], below folder: URL) throws {
        bodies = try lines.flatMap { line in
            let sample = try JSONValue(parsing: Array(line.utf8))
            let path = sample["image"]?["path"]?.text ?? ""
            let image = try Foundation.Data(contentsOf: folder.appending(path: path))
            let kind = path.hasSuffix(".png") ? "png" : "jpeg"
            let url = "data:image/\(kind);base64,\(image.base64EncodedString())"
            return Self.prompts(of: sample).map { Array(Self.body(url, $0).json.utf8) }
        }
    }

    /// Generation, feedback, refinement and verification of one response.
    private static func prompts(of sample: JSONValue) -> [String] {
        let reference = sample["reference"]?.text ?? ""
        let asked = "<instruction>\n\(sample["instruction"]?.text ?? "")\n</instruction>\n"
        let response = "<response>\n\(reference)\n</response>\n"
        return [
            asked, asked + response,
            asked + response + "<feedback>\nThe response may miss a detail.\n</feedback>\n",
            asked + "<reference>\n\(reference)\n</reference>\n" + response + "Reply with JSON: entailment.",
        ]
    }

    private static func body(_ url: String, _ prompt: String) -> JSONValue {
        [
            "model": "scene-1", "max_tokens": 512, "temperature": 1, "seed": 1,
            "messages": [
                [
                    "role": "user",
                    "content": [
                        ["type": "image_url", "image_url": ["url": .string(url)]],
                        ["type": "text", "text": .string(prompt)],
                    ],
                ]
            ],
        ]
    }
}
