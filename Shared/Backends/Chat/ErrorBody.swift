/// The error bodies of OpenAI-compatible servers.
struct ErrorBody: Decodable {
    let words: String?

    private enum Key: String, CodingKey { case error, detail, message }
    private struct Object: Decodable { let message: String }
    /// FastAPI's list of what is wrong with a request.
    private struct Detail: Decodable {
        let msg: String
        let loc: [Place]?
        var words: String {
            ([loc?.map(\.text).joined(separator: ".")] + [msg]).compactMap(\.self).joined(separator: ": ")
        }
    }
    private struct Place: Decodable {
        let text: String
        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            // A place is a field's name or an index.
            text = try (try? value.decode(String.self)) ?? String(value.decode(Int.self))
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        // Each shape is tried; the others only fail to decode.
        words =
            (try? container.decode(Object.self, forKey: .error).message)
            ?? (try? container.decode(String.self, forKey: .error))
            ?? (try? container.decode(String.self, forKey: .detail))
            ?? (try? container.decode([Detail].self, forKey: .detail).map(\.words).joined(separator: "; "))
            ?? (try? container.decode(String.self, forKey: .message))
    }
}
