/// Some of an object's looks, as an instruction names them: `red circles`.
struct Descriptor: Sendable, Hashable {
    var size: Size?
    var hue: Hue?
    var shape: Shape?

    init(size: Size? = nil, hue: Hue? = nil, shape: Shape? = nil) {
        self.size = size
        self.hue = hue
        self.shape = shape
    }

    init(_ look: Look) { self.init(size: look.size, hue: look.hue, shape: look.shape) }

    /// Whether an object of this look is meant.
    func fits(_ look: Look) -> Bool {
        (size ?? look.size) == look.size && (hue ?? look.hue) == look.hue
            && (shape ?? look.shape) == look.shape
    }

    /// The look it names in full, nil when a part is open.
    var look: Look? {
        guard let size, let hue, let shape else { return nil }
        return Look(size: size, hue: hue, shape: shape)
    }

    /// `small red circle`.
    var singular: String { words(noun: shape?.rawValue ?? "object") }

    /// `small red circles`.
    var plural: String { words(noun: shape?.plural ?? "objects") }

    /// `two small red circles`, `one circle`, `no circles`.
    func phrase(count: Int) -> String {
        count == 0 ? "no \(plural)" : "\(Numeral.word(count)) \(count == 1 ? singular : plural)"
    }

    private func words(noun: String) -> String {
        [size?.rawValue, hue?.rawValue, noun].compactMap(\.self).joined(separator: " ")
    }
}
