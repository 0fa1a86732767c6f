/// What the API says is wrong with a request (RFC 9457).
struct APIProblem: Decodable, Sendable, Equatable {
    struct Field: Decodable, Sendable, Equatable {
        let pointer: String
        let detail: String
    }

    let title: String
    let status: Int
    var detail: String?
    var code: String?
    var errors: [Field]?
}

extension APIProblem: CustomStringConvertible {
    /// The title and detail, then a line for each field.
    var description: String {
        let first = ["\(title) (\(status))", detail].compactMap(\.self).joined(separator: ": ")
        let fields = (errors ?? []).map { "  \($0.pointer.isEmpty ? "(whole)" : $0.pointer): \($0.detail)" }
        return ([first] + fields).joined(separator: "\n")
    }
}
