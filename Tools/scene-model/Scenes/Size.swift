/// How large an object is.
enum Size: String, Sendable, Hashable, CaseIterable, Codable {
    case small, large

    /// Diameters it is drawn with, in pixels.
    var diameters: ClosedRange<Int> { self == .small ? 15...18 : 27...31 }

    /// The size of something seen `diameter` pixels wide.
    init(seenAs diameter: Int) { self = diameter < 23 ? .small : .large }
}
