/// How long a backend that refused wants to be left alone.
enum RetryAfter {
    /// Whole seconds up to 60 (RFC 9110 §10.2.3); anything else counts as 2 s.
    static func delay(_ field: String?) -> Duration {
        guard let field, let seconds = Int(field), seconds >= 0 else { return .seconds(2) }
        return .seconds(min(seconds, 60))
    }
}
