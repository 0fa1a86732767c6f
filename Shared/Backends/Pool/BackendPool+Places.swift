import Domain

import Logging

extension BackendPool {
    /// Takes a place for a call, waiting its turn for a bounded time.
    func place(for wish: RoutingWish) async throws(PlaceRefusal) -> Place {
        if waiting.isEmpty, let place = try placeNow(for: wish) { return place }
        guard waiting.count < settings.mostWaiting else { throw .crowded }
        return try await placeInTurn(for: wish).get()
    }

    /// A place that is free now; nil where the call would have to wait.
    func placeNow(for wish: RoutingWish) throws(PlaceRefusal) -> Place? {
        let now = ContinuousClock.now
        switch Routing(of: wish, among: members.values.map { $0.candidate(at: now) }) {
        case .send(let id): return take(id, for: wish)
        case .wait, .nowhere(.notAsked): return nil
        case .nowhere(let reason): throw .nowhere(reason)
        }
    }

    /// Gives a place back with what was learnt, and serves whoever waits for one.
    func finish(_ place: Place, _ end: PlaceEnd) {
        let id = place.backend.id
        // The row may have another address by now: nothing was learnt of that one.
        guard members[id]?.backend.url == place.backend.url else { return }
        let before = members[id]?.breaker
        members[id]?.finish(end, pass: place.pass, at: .now, jitter: Double.random(in: 0.8...1.2))
        report(id, end, breakerBefore: before)
        serveWaiting()
    }

    /// Lets everyone who waits and can be served go, in the order they came.
    func serveWaiting() {
        waiting.removeAll { call in
            guard let continuation = call.continuation else { return false }
            do throws(PlaceRefusal) {
                guard let place = try placeNow(for: call.wish) else { return false }
                continuation.resume(returning: .success(place))
            } catch {
                continuation.resume(returning: .failure(error))
            }
            return true
        }
    }

    private func take(_ id: BackendID, for wish: RoutingWish) -> Place? {
        guard let pass = members[id]?.take(), let member = members[id] else { return nil }
        let kind = member.kind
        let isKnown = wish.affinity.map(member.images.contains) ?? false
        let form = ChatEncoding.Form(
            model: member.listing?.wireName(of: wish.model, kind: kind) ?? wish.model, kind: kind,
            format: member.format, imageByReference: kind == .vllm && isKnown)
        return Place(backend: member.backend, pass: pass, form: form)
    }

    private func placeInTurn(for wish: RoutingWish) async -> Result<Place, PlaceRefusal> {
        lastTicket += 1
        let ticket = lastTicket
        waiting.append(WaitingCall(ticket: ticket, wish: wish))
        return await withTaskGroup { group in
            group.addTask { await self.turn(of: ticket) }
            group.addTask {
                // Cancelled early if the place came, or if the caller was cancelled.
                try? await Task.sleep(for: self.settings.patience)
                await self.giveUp(ticket)
                return nil
            }
            var result: Result<Place, PlaceRefusal>?
            for await ended in group {
                result = result ?? ended
                group.cancelAll()
            }
            return result ?? .failure(.full)
        }
    }

    private func turn(of ticket: Int) async -> Result<Place, PlaceRefusal>? {
        await withCheckedContinuation { continuation in
            if let index = waiting.firstIndex(where: { $0.ticket == ticket }) {
                waiting[index].continuation = continuation
                serveWaiting()
            } else {
                continuation.resume(returning: .failure(Task.isCancelled ? .cancelled : .full))
            }
        }
    }

    private func giveUp(_ ticket: Int) {
        guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        let call = waiting.remove(at: index)
        call.continuation?.resume(returning: .failure(Task.isCancelled ? .cancelled : .full))
    }

    private func report(_ id: BackendID, _ end: PlaceEnd, breakerBefore before: Breaker?) {
        if let reason = end.shutOut {
            logger.error("backend left the pool", metadata: ["backend": "\(id)", "reason": "\(reason)"])
        }
        guard let before, let after = members[id]?.breaker, before.name != after.name else { return }
        logger.warning("breaker is \(after.name)", metadata: ["backend": "\(id)", "was": "\(before.name)"])
    }
}
