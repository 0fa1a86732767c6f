import Foundation

/// The body of one chat request, with the image's base64 spliced in as bytes.
struct ChatEncoding {
    let body: [UInt8]
    /// What was asked for and the backend can't be told.
    let unenforced: [String]

    /// What differs between two sendings of one call.
    struct Form: Sendable, Equatable {
        var model: String
        var kind: Backend.Kind
        var format = ReplyFormat.Step.schema
        /// The backend has the image: its uuid is enough (vLLM only).
        var imageByReference = false
        /// Whether each token's log-probability is asked for.
        var withLogProbabilities = false
    }

    /// Throws only for a number that JSON can't hold.
    init(_ call: ChatCall, as form: Form) throws {
        let parameters = RequestParameters(call, model: form.model, kind: form.kind)
        var body = Array(#"{"messages":[{"role":"user","content":["#.utf8)
        body.reserveCapacity((call.image?.dataURL.count ?? 0) + 2 * call.text.utf8.count + 2048)
        if let image = call.image { Self.append(image, as: form, to: &body) }
        body += #"{"type":"text","text":"#.utf8
        body += try Self.json(call.text)
        body += "}]}],".utf8
        // The parameters' object goes on where the messages end.
        body += try Self.json(parameters).dropFirst().dropLast()
        if let format = call.format { Self.append(format, as: form.format, to: &body) }
        if form.withLogProbabilities { body += #","logprobs":true"#.utf8 }
        body.append(UInt8(ascii: "}"))
        self.body = body
        unenforced = parameters.unenforced + (call.format == nil ? [] : Self.relaxed(form.format))
    }

    private static func append(_ image: ChatImage, as form: Form, to body: inout [UInt8]) {
        body += #"{"type":"image_url","image_url":"#.utf8
        if form.imageByReference {
            body += "null".utf8
        } else {
            body += #"{"url":""#.utf8
            body += image.dataURL
            body += #""}"#.utf8
        }
        if form.kind == .vllm { body += #","uuid":"\#(image.sha256)""#.utf8 }
        body += "},".utf8
    }

    private static func append(_ format: ReplyFormat, as step: ReplyFormat.Step, to body: inout [UInt8]) {
        switch step {
        case .free: break
        case .object: body += #","response_format":{"type":"json_object"}"#.utf8
        case .schema:
            body += #","response_format":{"type":"json_schema","json_schema":{"name":""#.utf8
            body += format.name.utf8
            body += #"","strict":true,"schema":"#.utf8
            body += format.schema
            body += "}}".utf8
        }
    }

    private static func relaxed(_ step: ReplyFormat.Step) -> [String] {
        switch step {
        case .schema: []
        case .object: ["json_schema"]
        case .free: ["response_format"]
        }
    }

    private static func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
