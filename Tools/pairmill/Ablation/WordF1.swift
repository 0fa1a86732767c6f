import Domain

/// How alike two texts are in their words, as question answering counts it (SQuAD).
///
/// With `c` words in both, each as often as the text has it that has it less often, the
/// precision is `c / words of the text`, the recall `c / words of the reference`, and F1
/// their harmonic mean, which is `2c / (words of both)`. Words are those of our filters:
/// normalised, in lower case, without the signs at their ends.
enum WordF1 {
    /// From 0 to 1; two texts without a word are alike.
    static func similarity(of text: String, to reference: String) -> Double {
        let (words, wanted) = (TextProfile(text).words, TextProfile(reference).words)
        guard !words.isEmpty || !wanted.isEmpty else { return 1 }
        var left = Dictionary(wanted.map { ($0, 1) }, uniquingKeysWith: +)
        var shared = 0
        for word in words {
            guard let count = left[word], count > 0 else { continue }
            left[word] = count - 1
            shared += 1
        }
        return 2 * Double(shared) / Double(words.count + wanted.count)
    }
}
