/// Tokens sent and received, over all calls.
package struct TokenCounts: Sendable, Codable, Hashable {
    package var tokensIn: Int64
    package var tokensOut: Int64

    package init(tokensIn: Int64 = 0, tokensOut: Int64 = 0) {
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
    }

    package enum CodingKeys: String, CodingKey {
        case tokensIn = "tokens_in"
        case tokensOut = "tokens_out"
    }
}
