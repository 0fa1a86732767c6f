import Contracts

/// One try of a call at one backend, with the cures that need no other backend.
struct ChatExchange {
    let transport: any ChatTransport
    let pool: BackendPool
    let call: ChatCall
    let place: Place
    let fields: [(name: String, value: String)]

    /// How the try ended.
    struct End {
        let meaning: ReplyMeaning
        let form: ChatEncoding.Form
        let unenforced: [String]
        let latency: Duration
    }

    /// Sends the call, and again in a form the backend takes where a cure is known.
    ///
    /// Cures are bounded: the image once, the format twice.
    func run(until deadline: ContinuousClock.Instant) async -> End {
        var form = place.form
        while true {
            let end = await send(as: form, until: deadline)
            switch end.meaning.next {
            case .sendImage where form.imageByReference:
                form.imageByReference = false
                if let image = call.image { await pool.missed(place.backend, image.sha256) }
            case .relaxFormat:
                guard let relaxed = form.format.relaxed else { return end }
                form.format = relaxed
            default: return end
            }
        }
    }

    private func send(as form: ChatEncoding.Form, until deadline: ContinuousClock.Instant) async -> End {
        let start = ContinuousClock.now
        do {
            let encoded = try ChatEncoding(call, as: form)
            let answer = await answer(to: encoded.body, within: deadline - start)
            let context = ReplyContext(
                hasFormat: call.format != nil && form.format != .free,
                imageByReference: form.imageByReference, isAlive: await pool.isAlive(place.backend))
            return End(
                meaning: ReplyMeaning(of: answer, in: context), form: form,
                unenforced: encoded.unenforced, latency: .now - start)
        } catch {
            let meaning = ReplyMeaning(.fail(.fatal, "the request can't be written as JSON: \(error)"))
            return End(meaning: meaning, form: form, unenforced: [], latency: .zero)
        }
    }

    private func answer(to body: [UInt8], within time: Duration) async -> BackendAnswer {
        guard time > .zero else { return .broken(.deadline) }
        let request = TransportRequest(
            method: .post, url: "\(place.backend.url)/v1/chat/completions",
            fields: [("Content-Type", "application/json")] + fields, body: body, deadline: time)
        do throws(TransportError) {
            return .reply(try await transport.send(request))
        } catch {
            return .broken(error)
        }
    }
}
