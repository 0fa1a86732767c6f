extension ReplyMeaning {
    /// The table of BACKENDS §3, as a function.
    package init(of answer: BackendAnswer, in context: ReplyContext) {
        switch answer {
        case .reply(let reply): self.init(of: reply, in: context)
        case .broken(let error): self.init(of: error, in: context)
        }
    }

    private init(of reply: TransportReply, in context: ReplyContext) {
        if context.imageByReference, reply.status == 400, ChatDecoding.isCacheMiss(reply.body) {
            self.init(.fail(.retry, "the backend forgot the image"), next: .sendImage)
        } else if context.hasFormat, [400, 422, 500].contains(reply.status) {
            self.init(Self.byStatus(reply, in: context), next: .relaxFormat)
        } else if (200..<300).contains(reply.status) {
            self = Self.byBody(reply, in: context)
        } else {
            self = Self.byStatus(reply, in: context)
        }
    }

    private init(_ other: ReplyMeaning, next: NextStep) {
        self.init(other.task, breaker: other.breaker, limit: other.limit, next: next)
    }

    private static func byBody(_ reply: TransportReply, in context: ReplyContext) -> ReplyMeaning {
        do throws(ChatDecoding.Failure) {
            let read = try ChatDecoding.reply(reply.body)
            return ReplyMeaning(.complete(read), breaker: .success, limit: .mayGrow)
        } catch {
            return failure(error.reason, in: context)
        }
    }

    private static func byStatus(_ reply: TransportReply, in context: ReplyContext) -> ReplyMeaning {
        let reason = reply.reason
        switch reply.status {
        case 429, 503, 408:
            let delay = RetryAfter.delay(reply.retryAfter)
            return ReplyMeaning(.fail(.snooze(delay), reason), limit: .cut, next: .elsewhere)
        case 401, 403: return ReplyMeaning(.fail(.snooze(.seconds(2)), reason), next: .leavePool)
        case 404: return ReplyMeaning(.fail(.snooze(.seconds(2)), reason), next: .rediscover)
        case 424: return ReplyMeaning(.fail(.retry, reason))
        case 400..<500: return ReplyMeaning(.fail(.fatal, reason))
        default: return failure(reason, in: context)
        }
    }

    private init(of error: TransportError, in context: ReplyContext) {
        let reason = error.description
        switch error {
        case .beforeFirstByte:
            self.init(.fail(.snooze(.seconds(2)), reason), breaker: .failure, next: .again)
        case .brokenOff, .deadline: self = Self.failure(reason, in: context)
        case .cancelled: self.init(.fail(.release, reason))
        case .unusable: self.init(.fail(.snooze(.seconds(2)), reason), next: .leavePool)
        }
    }

    /// Whose fault? The task's, if the backend serves others; else it is an outage.
    private static func failure(_ reason: String, in context: ReplyContext) -> ReplyMeaning {
        let task: Consequence = context.isAlive ? .fail(.retry, reason) : .fail(.snooze(.seconds(2)), reason)
        return ReplyMeaning(task, breaker: .failure)
    }
}
