/// The token of `Authorization: Bearer <token>` (RFC 6750 §2.1).
struct BearerToken: Equatable {
    let text: String

    /// The scheme in any case, spaces, the token; nil for anything else.
    init?(parsing value: String) {
        let scheme = "bearer"
        guard value.prefix(scheme.count).lowercased() == scheme else { return nil }
        let rest = value.dropFirst(scheme.count)
        let token = rest.drop { $0 == " " }
        guard token.startIndex > rest.startIndex, !token.isEmpty else { return nil }
        text = String(token)
    }
}
