import Testing

@testable import HTTPServing

/// Takes the steps of a case on one connection.
struct RuleConversation {
    private let client: RawClient
    private var last: RawReply?

    init(_ client: RawClient) { self.client = client }

    mutating func take(_ step: RuleCase.Step) async throws {
        switch step {
        // The server may have refused it before it was all sent.
        case .send(let text): try? await client.send(text)
        case .reply(let summary): try await expect(summary, client.reply())
        case .headReply(let summary): try await expect(summary, client.reply(isHead: true))
        case .refusal(let summary):
            try await expect(summary, client.reply())
            #expect(last?.fields["connection"] == "close")
            #expect(last?.fields["content-length"] != nil)
        case .field(let name, let value): #expect(last?.fields[name] == value, "\(name)")
        case .interim:
            let interim = try await client.read(through: "\r\n\r\n")
            #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
        case .finish: client.finishSending()
        case .end: #expect(try await client.readToOrderlyEnd() == "")
        }
    }

    private mutating func expect(_ summary: String, _ reply: RawReply) {
        #expect(reply.summary == summary)
        last = reply
    }
}
