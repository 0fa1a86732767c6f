/// What a scene holds, whether drawn or perceived: looks, a word, the ground.
struct Content: Sendable, Hashable {
    var looks: [Look]
    var word: String?
    /// The ground's name: a `Ground`, or a `Hue` in pictures that are not ours.
    var ground: String

    /// Equal looks together, in the order descriptions use.
    var groups: [Group] {
        Dictionary(grouping: looks) { $0 }
            .map { Group(look: $0.key, count: $0.value.count) }
            .sorted { $0.look.order < $1.look.order }
    }

    /// How many objects a descriptor fits.
    func count(of descriptor: Descriptor) -> Int { looks.count { descriptor.fits($0) } }
}

/// Objects that look alike, counted.
struct Group: Sendable, Hashable {
    var look: Look
    var count: Int

    /// `two small red circles`.
    var phrase: String { Descriptor(look).phrase(count: count) }
}
