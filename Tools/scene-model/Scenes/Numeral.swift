/// Small whole numbers in words.
enum Numeral {
    private static let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ]

    /// `three`; digits above twelve.
    static func word(_ number: Int) -> String {
        words.indices.contains(number) ? words[number] : String(number)
    }

    /// The number of `three` or `3`; at most three digits.
    static func number(_ token: String) -> Int? {
        if let index = words.firstIndex(of: token) { return index }
        return token.utf8.count <= 3 && token.utf8.allSatisfy { (48...57).contains($0) } ? Int(token) : nil
    }
}
