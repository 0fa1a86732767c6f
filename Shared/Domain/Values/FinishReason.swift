/// Why a backend ended a text, in its own words.
package struct FinishReason: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    /// The model ended the text itself.
    package static let stop = FinishReason(rawValue: "stop")
    /// `max_tokens` cut the text off.
    package static let length = FinishReason(rawValue: "length")
    /// The model or a filter of its server refused.
    package static let refusal = FinishReason(rawValue: "content_filter")
}
