import Foundation

/// One line of the file a trainer learns from: a prompt with its picture, and two replies to it.
///
/// OpenAI's preference format. The picture's URL is spliced in as bytes, so that base64 is
/// not carried through strings.
package struct TrainingLine: Sendable {
    private let prompt: String
    private let chosen: String
    private let rejected: String
    private let pair: String

    /// `prompt` is the text as it is sent to a backend; `pair` is the pair's id.
    package init(prompt: String, chosen: String, rejected: String, pair: String) {
        self.prompt = prompt
        self.chosen = chosen
        self.rejected = rejected
        self.pair = pair
    }

    /// The line with its end; `imageURL` holds no character that JSON escapes.
    package func bytes(imageURL: [UInt8]) throws -> [UInt8] {
        var line = Array(#"{"input":{"messages":[{"role":"user","content":["#.utf8)
        line.reserveCapacity(imageURL.count + 2 * (prompt.utf8.count + chosen.utf8.count) + 512)
        line += #"{"type":"image_url","image_url":{"url":""#.utf8
        line += imageURL
        line += #""}},{"type":"text","text":"#.utf8
        line += try prompt.jsonBytes()
        line += #"}]}]},"preferred_output":[{"role":"assistant","content":"#.utf8
        line += try chosen.jsonBytes()
        line += #"}],"non_preferred_output":[{"role":"assistant","content":"#.utf8
        line += try rejected.jsonBytes()
        line += #"}],"pair_id":"#.utf8
        line += try pair.jsonBytes()
        line += "}\n".utf8
        return line
    }
}
