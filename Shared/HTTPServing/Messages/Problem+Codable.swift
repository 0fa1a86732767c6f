import HTTPTypes

/// `type` is always `about:blank`: `code` tells problems apart (RFC 9457 §4.2.1).
extension Problem: Codable {
    private enum CodingKeys: String, CodingKey {
        case type, title, status, detail, code, errors
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("about:blank", forKey: .type)
        try container.encode(status.reasonPhrase, forKey: .title)
        try container.encode(status.code, forKey: .status)
        try container.encode(detail, forKey: .detail)
        try container.encode(code, forKey: .code)
        if !errors.isEmpty { try container.encode(errors, forKey: .errors) }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            status: HTTPResponse.Status(code: try container.decode(Int.self, forKey: .status)),
            code: try container.decode(String.self, forKey: .code),
            detail: try container.decode(String.self, forKey: .detail),
            errors: try container.decodeIfPresent([Fault].self, forKey: .errors) ?? [])
    }
}
