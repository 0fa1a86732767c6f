/// How long a new key is valid: a whole number and `m`, `h` or `d`, from a minute to ten years.
package struct KeyLifetime: Sendable, Hashable {
    package let seconds: Int64

    /// What is allowed, for those who are told that theirs is not.
    package static let allowed = "a length of time such as 30m, 12h or 90d, ten years at most"
    private static let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400]
    private static let range = 60...Int64(3653 * 86_400)

    /// Nil for anything that is not `allowed`.
    package init?(parsing text: String) {
        let digits = text.dropLast()
        guard let unit = text.last.flatMap({ Self.units[$0] }), digits.allSatisfy(\.isWholeNumber),
            let number = Int64(digits)
        else { return nil }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow, Self.range.contains(seconds) else { return nil }
        self.seconds = seconds
    }
}
