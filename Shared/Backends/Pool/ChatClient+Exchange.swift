import Domain

import Contracts

extension ChatClient {
    /// How one try at one backend ended.
    enum Ending {
        case completed(ChatResult)
        case failed(ChatFailure, ReplyMeaning.NextStep)
    }

    /// Uses up a place for one try.
    func exchange(
        _ call: ChatCall, of model: String, at place: Place, attempt: inout ChatAttempt
    ) async -> Ending {
        let end = await run(call, at: place, until: attempt.deadline)
        await settle(end, call: call, of: model, at: place, charging: attempt.charge(end.meaning.breaker))
        ChatMetrics.count(end, at: place.backend, role: call.role)
        switch end.meaning.task {
        case .complete(let reply):
            return .completed(
                ChatResult(
                    reply, latency: end.latency, backend: place.backend.id, model: model,
                    unenforced: end.unenforced))
        case .fail(let kind, let reason):
            return .failed(ChatFailure(kind, reason, backend: place.backend.id), end.meaning.next)
        }
    }

    private func run(
        _ call: ChatCall, at place: Place, until deadline: ContinuousClock.Instant
    ) async -> ChatExchange.End {
        do throws(MissingKey) {
            let fields = try pool.keys.fields(of: place.backend)
            let exchange = ChatExchange(
                transport: transport, pool: pool, call: call, place: place, fields: fields)
            return await exchange.run(until: deadline)
        } catch {
            let meaning = ReplyMeaning(.fail(.snooze(.seconds(2)), "\(error)"), next: .leavePool)
            return .init(meaning: meaning, form: place.form, unenforced: [], latency: .zero)
        }
    }

    /// Gives the place back and tells the pool what the try taught.
    private func settle(
        _ end: ChatExchange.End, call: ChatCall, of model: String, at place: Place,
        charging effect: BreakerEffect
    ) async {
        var lesson = PlaceEnd(breaker: effect, limit: end.meaning.limit)
        switch (end.meaning.task, end.meaning.next) {
        case (.complete, _):
            lesson.latency = end.latency
            // Only a format that helped is remembered: one bad picture relaxes nothing.
            if end.form.format != place.form.format { lesson.format = end.form.format }
            if call.isImageShared, let image = call.image, end.form.kind == .vllm {
                await pool.replied(
                    place.backend, to: image.sha256, byReference: end.form.imageByReference)
            }
        case (.fail(_, let reason), .leavePool): lesson.shutOut = reason
        case (_, .rediscover): lesson.missingModel = model
        default: break
        }
        await pool.finish(place, lesson)
    }
}
