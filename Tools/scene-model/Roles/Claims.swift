/// What a description claims to be in the picture.
struct Claims: Sendable, Hashable {
    var groups: [Group] = []
    var word: String?

    init(_ answer: Answer?) {
        guard case .everything(let groups, let word) = answer else { return }
        self.groups = groups
        self.word = word
    }

    /// How many objects of a look are claimed, nil if it is not mentioned.
    func count(of look: Look) -> Int? { groups.first { $0.look == look }?.count }
}
