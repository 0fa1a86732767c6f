/// What the model sees in a picture.
struct Percept: Sendable, Hashable {
    var content: Content
    /// How sure each look of `content` is, 0…1, in the same order.
    var confidences: [Double]
    /// How sure the word is, 0…1; 1 without a word.
    var wordConfidence: Double

    /// No picture, or nothing in it.
    static let nothing = Percept(
        content: Content(looks: [], word: nil, ground: Ground.white.rawValue), confidences: [],
        wordConfidence: 1)

    /// How unsure the least clear of the objects a descriptor fits is, 0…1.
    func doubt(about descriptor: Descriptor = Descriptor()) -> Double {
        let sure = zip(content.looks, confidences).filter { descriptor.fits($0.0) }.map(\.1).min()
        return 1 - (sure ?? 1)
    }
}
