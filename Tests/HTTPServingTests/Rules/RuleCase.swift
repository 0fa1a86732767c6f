import Testing

@testable import HTTPServing

/// One exchange over a real socket that a rule of HTTP.md §2 decides about.
///
/// A stream that the rule accepts is followed by one more request, whose reply shows
/// that both sides agree where each request ended. A refused one is followed by the
/// same, which must not be answered: nobody can tell any more where it begins.
struct RuleCase: Sendable, CustomTestStringConvertible {
    /// What the rule says of the stream.
    enum Verdict { case accepted, refused }

    enum Step: Sendable {
        case send(String)
        /// The next reply, as `summary` has it; to HEAD it has no content.
        case reply(String)
        case headReply(String)
        /// A reply that must have Content-Length and `Connection: close` (H37).
        case refusal(String)
        /// What the last reply says in a field; nil for that it must lack it.
        case field(String, String?)
        case interim
        /// We end our side.
        case finish
        /// The server ends its side, in order and with nothing more said.
        case end
    }

    static let last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    static let lastReply = "200 GET /last "

    let rule: Int
    let verdict: Verdict
    let steps: [Step]

    init(_ rule: Int, _ verdict: Verdict, _ steps: [Step]) {
        self.rule = rule
        self.verdict = verdict
        self.steps = steps
    }

    var testDescription: String {
        let sent = steps.compactMap { if case .send(let text) = $0 { text } else { nil } }
        return "H\(rule) \(verdict): \(sent.joined().prefix(120).debugDescription)"
    }

    /// A stream of exactly the requests that these replies answer.
    static func accepted(_ rule: Int, _ stream: String, _ replies: String...) -> RuleCase {
        RuleCase(
            rule, .accepted, [.send(stream + last)] + replies.map(Step.reply) + [.reply(lastReply), .end])
    }

    /// A stream that ends the connection with a status and the rule, or code, that is told.
    static func refused(
        _ rule: Int, _ stream: String, after replies: [String] = [], _ refusal: String
    ) -> RuleCase {
        RuleCase(
            rule, .refused, [.send(stream + last)] + replies.map(Step.reply) + [.refusal(refusal), .end])
    }

    /// A request that is refused for what it asks; the connection goes on.
    static func declined(_ rule: Int, _ stream: String, _ refusal: String) -> RuleCase {
        RuleCase(rule, .refused, [.send(stream + last), .reply(refusal), .reply(lastReply), .end])
    }
}

extension RawReply {
    /// The status, and of a success its content, of a refusal the rule or the code that it names.
    var summary: String {
        if status == 200 { return "200 \(body)" }
        if let rule = body.firstMatch(of: /\((H\d+)\)/) { return "\(status) \(rule.output.1)" }
        if let code = body.firstMatch(of: /"code":"(\w+)"/) { return "\(status) \(code.output.1)" }
        return "\(status)"
    }
}
