import Blocking
import Contracts
import Digests
import HTTPServing
import HTTPTypes
import Settings

/// The trainer contract over HTTP: files and fine-tuning jobs in OpenAI's shapes (BACKENDS §8).
struct TrainerRoutes: Sendable {
    let trainer: Trainer

    func register(in router: inout Router) {
        registerFiles(in: &router)
        registerJobs(in: &router)
        registerNowhere(in: &router)
    }

    /// Tells of wrong paths below ours as OpenAI does; right ones win, for they are literal.
    private func registerNowhere(in router: inout Router) {
        let names = ["/{a}", "/{a}/{b}", "/{a}/{b}/{c}", "/{a}/{b}/{c}/{d}"]
        let patterns = names.map { "/v1/fine_tuning\($0)" } + names.dropFirst().map { "/v1/files\($0)" }
        for pattern in patterns {
            for method in [HTTPRequest.Method.get, .post, .delete] {
                on(method, pattern, in: &router) { request in
                    throw OpenAIError.notFound("There is nothing at \(request.path.prefix(200)).")
                }
            }
        }
    }

    /// Registers a handler behind the key, whose errors are told as OpenAI tells them.
    func on(
        _ method: HTTPRequest.Method, _ pattern: String, in router: inout Router,
        limits: RouteLimits = .standard, _ handler: @escaping Router.Handler
    ) {
        router.on(method, pattern, limits: limits) { request in
            do {
                try admit(request)
                return try await handler(request)
            } catch {
                guard let told = OpenAIError(telling: error) else { throw error }
                return told.reply
            }
        }
    }

    /// Refuses who does not show the key; how much of it is right can't be told from the time.
    private func admit(_ request: Request) throws(OpenAIError) {
        guard let key = trainer.settings.key else { return }
        let shown = request[.authorization] ?? ""
        let isRight = constantTimeEquals(
            SHA256Digest(of: shown.utf8).bytes, SHA256Digest(of: "Bearer \(key.exposed)".utf8).bytes)
        guard isRight else {
            throw OpenAIError(
                status: 401, type: "invalid_request_error",
                message: "The trainer's key must be sent as Authorization: Bearer.")
        }
    }
}

extension TrainerRoutes {
    /// One page of a list: `?limit=&after=`, where what follows `after` in the list comes next.
    static func page<Element>(
        of elements: [Element], _ request: Request, id: (Element) -> String, json: (Element) -> JSONValue
    ) throws(OpenAIError) -> Reply {
        let text = request.query["limit"] ?? "20"
        guard let limit = Int(text), (1...1_000).contains(limit) else {
            throw OpenAIError(
                status: 400, type: "invalid_request_error",
                message: "limit must be a number from 1 to 1000; got \(text.prefix(40))", param: "limit")
        }
        var rest = elements[...]
        if let after = request.query["after"] {
            guard let place = elements.firstIndex(where: { id($0) == after }) else {
                throw OpenAIError(
                    status: 400, type: "invalid_request_error",
                    message: "after names nothing of this list: \(after.prefix(80))", param: "after")
            }
            rest = elements[(place + 1)...]
        }
        return .value([
            "object": "list", "data": .array(rest.prefix(limit).map(json)),
            "has_more": .bool(rest.count > limit),
        ])
    }
}

extension Reply {
    /// A value as JSON.
    static func value(_ value: JSONValue) -> Reply {
        .bytes(Array(value.json.utf8), type: "application/json")
    }
}

extension OpenAIError {
    /// An error as a client of the trainer reads it; nil for what is none of its business.
    fileprivate init?(telling error: any Error) {
        switch error {
        case let error as OpenAIError: self = error
        case let problem as Problem: self.init(problem)
        case let error as any ProblemConvertible: self.init(error.problem)
        case let error as TrainerError:
            var isTaken = false
            if case .folderTaken = error { isTaken = true }
            self.init(
                status: isTaken ? 503 : 500,
                type: isTaken ? "ServiceUnavailableError" : "InternalServerError",
                message: error.description)
        case let error as BlockingError: self = .unavailable(error.description)
        default: return nil
        }
    }

    private init(_ problem: Problem) {
        self.init(
            status: problem.status, type: "invalid_request_error",
            message: problem.detail ?? problem.title)
    }
}
