/// Shapes on a plain ground, with a printed word or none: the ground truth.
///
/// Only drawing, the writer of samples and tests know it; the model sees pixels.
struct Scene: Sendable, Hashable, Codable {
    var width: Int
    var height: Int
    var ground: Ground
    var objects: [Object]
    var word: PrintedWord?

    /// One shape and where its box starts.
    struct Object: Sendable, Hashable, Codable {
        var look: Look
        var x: Int
        var y: Int
        var diameter: Int
    }

    /// A word in the bitmap font and where its box starts.
    struct PrintedWord: Sendable, Hashable, Codable {
        var text: String
        var x: Int
        var y: Int
    }

    /// What there is to see, without where it is.
    var content: Content {
        Content(looks: objects.map(\.look), word: word?.text, ground: ground.rawValue)
    }
}
