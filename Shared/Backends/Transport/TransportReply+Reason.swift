extension TransportReply {
    /// Status and words of an error, safe to log.
    var reason: String { "\(status): \(ChatDecoding.errorText(body))" }
}
