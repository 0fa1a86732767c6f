import Access

/// What those are told who may not go on; never what they came with.
extension Problem {
    init(_ refusal: KeyRefusal) {
        switch refusal {
        case .keysUnknown:
            self = .busy("keys_unknown", "The API keys have not been read from the database yet.")
        case .noKeys:
            self.init(
                401, code: "no_keys",
                detail: "Nobody has made an API key yet: `orchestrator keys create` makes the first one.")
            challenge = Self.realm
        case .missing:
            self.init(
                401, code: "key_missing", detail: "Send an API key: Authorization: Bearer pm_….")
            challenge = Self.realm
        case .invalid:
            self.init(
                401, code: "key_invalid",
                detail: "What came is no valid API key; it may be mistyped, revoked or expired.")
            challenge = Self.realm + #", error="invalid_token""#
        case .tooLittle(let holder, let role):
            self.init(
                403, code: "key_not_enough",
                detail: "The key \(holder.id) is good for a \(holder.role.rawValue); "
                    + "this takes the key of \(role == .operator ? "an" : "a") \(role.rawValue).")
            challenge = Self.realm + #", error="insufficient_scope""#
        case .tooMany(let holder, let wait):
            self.init(
                429, code: "too_many_requests",
                detail: "The key \(holder.id) is good for \(holder.limits.requestsPerMinute ?? 0) requests a "
                    + "minute here.")
            retryAfter = Int((wait / .seconds(1)).rounded(.up))
        }
    }

    /// RFC 6750 §3.
    private static let realm = #"Bearer realm="pairmill""#
}
