/// What an instruction wants to know about a picture: the family and its objects.
enum Question: Sendable, Hashable {
    case count(Descriptor)
    case hue(Descriptor)
    case existence(Descriptor)
    case comparison(Descriptor, Descriptor)
    case word
    case everything
    /// The colour of the picture itself.
    case ground
}

extension Question {
    /// The right answer to this about a scene; nil if there is nothing it asks about.
    func answer(about content: Content) -> Answer? {
        switch self {
        case .count(let descriptor): .number(content.count(of: descriptor))
        case .hue(let descriptor): content.looks.first { descriptor.fits($0) }.map { .hue($0.hue) }
        case .existence(let descriptor): .existence(content.count(of: descriptor) > 0)
        case .comparison(let first, let second):
            .balance(Balance(content.count(of: first), content.count(of: second)))
        case .word: content.word.map { .word($0) }
        case .everything: .everything(content.groups, word: content.word)
        case .ground: .ground(content.ground)
        }
    }
}
