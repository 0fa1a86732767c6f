/// How a backend draws a text; every value is sent, none is left to the server.
package struct SamplingParameters: Sendable, Hashable, Codable {
    /// 0…2; 0 takes the likeliest token each time.
    package var temperature: Double
    /// Nucleus sampling, above 0 and at most 1.
    package var topP: Double
    /// The most tokens a reply may have, at least 1.
    package var maxTokens: Int

    package init(temperature: Double, topP: Double, maxTokens: Int) {
        self.temperature = temperature
        self.topP = topP
        self.maxTokens = maxTokens
    }

    package enum CodingKeys: String, CodingKey {
        case temperature
        case topP = "top_p"
        case maxTokens = "max_tokens"
    }
}
