import Domain

extension RoutingWish {
    /// Remembers how a backend answered this attempt.
    mutating func exclude(_ backend: BackendID, after step: ReplyMeaning.NextStep) {
        if step == .again { tried.insert(backend) } else { refusedBy.insert(backend) }
    }
}
