/// One message of a chat: a role and its parts, in order.
package struct ChatMessage: Sendable, Equatable {
    /// `system`, `user` or `assistant`.
    package var role: String
    package var parts: [Part]

    package init(role: String, parts: [Part]) {
        self.role = role
        self.parts = parts
    }

    package enum Part: Sendable, Equatable {
        case text(String)
        /// An image by URL; pairmill sends data URLs only.
        case imageURL(String)
    }

    /// The text parts, joined by newlines.
    package var text: String {
        parts.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: "\n")
    }
}

extension ChatMessage: Codable {
    private enum Key: String, CodingKey { case role, content }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        role = try container.decode(String.self, forKey: .role)
        // A bare string is one text part; any other shape is tried next.
        if let text = try? container.decode(String.self, forKey: .content) {
            parts = [.text(text)]
        } else {
            parts = try container.decodeIfPresent([Part].self, forKey: .content) ?? []
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(role, forKey: .role)
        try container.encode(parts, forKey: .content)
    }
}

extension ChatMessage.Part: Codable {
    private enum Key: String, CodingKey {
        case type, text
        case imageURL = "image_url"
    }
    private struct Location: Codable { var url: String }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(String.self, forKey: .type) {
        case "text": self = .text(try container.decode(String.self, forKey: .text))
        case "image_url": self = .imageURL(try container.decode(Location.self, forKey: .imageURL).url)
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container, debugDescription: "unknown content part \(other)")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let text):
            try container.encode("text", forKey: .type)
            try container.encode(text, forKey: .text)
        case .imageURL(let url):
            try container.encode("image_url", forKey: .type)
            try container.encode(Location(url: url), forKey: .imageURL)
        }
    }
}
