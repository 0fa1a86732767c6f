import Contracts
import Digests
import Foundation
import HTTPServing
import HTTPTypes
import Synchronization

/// Serves chats: a fault or a place in a slot first, then the reply.
final class ChatServer: Sendable {
    let settings: ServeSettings
    let shelf: AdapterShelf
    let cache = PictureCache()
    let log = RequestLog()
    let slots: BackendSlots
    let tokens = Mutex((prompt: 0, completion: 0))
    private let work: ChatWork

    init(_ settings: ServeSettings) {
        self.settings = settings
        shelf = AdapterShelf(base: settings.model, weights: settings.weights)
        slots = BackendSlots(slots: settings.slots, queueBound: settings.queue)
        work = ChatWork(shelf: shelf, cache: cache, lapses: settings.lapses)
    }

    /// Answers one request to /v1/chat/completions.
    func answer(_ body: [UInt8]) async throws -> Reply {
        let number = log.begin()
        let fault = settings.faults.fault(of: number)
        var entry = RequestLog.Entry(number: number, model: "", status: 200, fault: fault?.rawValue)
        do throws(OpenAIError) {
            let request = try Self.request(body)
            entry.describe(request)
            if let refusal = fault?.refusal { throw refusal }
            let product = try work.answer(request, number: number)
            entry.assignment = product.assignment.rawValue
            entry.image = product.image?.hex
            let reply = try await serve(product, of: request, number, fault)
            log.add(entry)
            return reply
        } catch {
            entry.status = error.status
            log.add(entry)
            return error.reply
        }
    }

    private static func request(_ body: [UInt8]) throws(OpenAIError) -> ChatRequest {
        do {
            return try JSONDecoder().decode(ChatRequest.self, from: Foundation.Data(body))
        } catch {
            throw .badRequest("The request can't be read: \(error)")
        }
    }

    private func serve(
        _ product: ChatWork.Product, of request: ChatRequest, _ number: Int, _ fault: Fault?
    ) async throws(OpenAIError) -> Reply {
        var random = SeededGenerator(seed: settings.faults.seed &+ UInt64(number))
        let latencies = product.lengths.map { settings.latency.draw(tokens: $0, &random) }
        do {
            if fault == .hang { try await Task.sleep(for: .seconds(3_600)) }
            try await slots.pass(latencies)
            count(product)
            return try fault?.spoiled(product.completion)
                ?? (request.stream == true ? product.completion.events : .json(product.completion))
        } catch let error as OpenAIError {
            throw error
        } catch {
            // The client is gone or the server stops: nobody reads this.
            throw OpenAIError(status: 499, type: "Cancelled", message: "The request was cancelled.")
        }
    }

    private func count(_ product: ChatWork.Product) {
        tokens.withLock {
            $0.prompt += product.completion.usage.promptTokens
            $0.completion += product.completion.usage.completionTokens
        }
    }
}

extension RequestLog.Entry {
    fileprivate mutating func describe(_ request: ChatRequest) {
        model = request.model
        seed = request.seed
        temperature = request.temperature
    }
}
