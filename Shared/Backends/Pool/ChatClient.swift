import Domain

/// Asks a backend for a reply: chooses it, keeps its bounds, learns from what comes.
package struct ChatClient: Sendable {
    let pool: BackendPool
    package let transport: any ChatTransport
    let settings: ChatSettings

    package init(pool: BackendPool, transport: any ChatTransport) {
        self.pool = pool
        self.transport = transport
        settings = pool.settings
    }

    /// Returns what a backend said; the failure says how the task must fail.
    ///
    /// Waits for a place up to 30 s, then takes 180 s at most with all its tries.
    /// Cancelling closes the connection, which makes the backend stop.
    package func chat(_ call: ChatCall) async throws(ChatFailure) -> ChatResult {
        let model = try await model(of: call)
        var wish = call.wish(model: model)
        var place = try await firstPlace(for: wish)
        var attempt = ChatAttempt(deadline: .now + settings.deadline)
        while true {
            switch await exchange(call, of: model, at: place, attempt: &attempt) {
            case .completed(let result): return result
            case .failed(let failure, let step):
                wish.exclude(place.backend.id, after: step)
                guard let pause = attempt.retry.pause(before: step, jitter: .random(in: 0...1)),
                    let other = await nextPlace(for: wish, after: pause)
                else { throw Task.isCancelled ? ChatFailure(.release, "cancelled") : failure }
                place = other
            }
        }
    }

    private func model(of call: ChatCall) async throws(ChatFailure) -> String {
        if let model = call.model { return model }
        do throws(BaseDisagreement) {
            return try await pool.base(of: call.role)
        } catch {
            throw ChatFailure(.snooze(.seconds(5)), error.description)
        }
    }

    private func firstPlace(for wish: RoutingWish) async throws(ChatFailure) -> Place {
        do throws(PlaceRefusal) {
            return try await pool.place(for: wish)
        } catch {
            throw ChatFailure(error, of: wish)
        }
    }

    /// A place for another try: at once or not at all, and none for a call that is over.
    private func nextPlace(for wish: RoutingWish, after pause: Duration) async -> Place? {
        do {
            try await Task.sleep(for: pause)
            return try await pool.placeNow(for: wish)
        } catch {
            // Cancelled, or nobody left to ask: what the last backend said stands.
            return nil
        }
    }
}
