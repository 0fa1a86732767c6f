/// What is said to a `Question`, as a value that can be compared.
enum Answer: Sendable, Hashable {
    case number(Int)
    case hue(Hue)
    case existence(Bool)
    case balance(Balance)
    case word(String)
    case everything([Group], word: String?)
    case ground(String)
}

/// Which of two kinds there is more of.
enum Balance: Sendable, Hashable, CaseIterable {
    case first, second, even

    init(_ first: Int, _ second: Int) {
        self = first > second ? .first : first < second ? .second : .even
    }
}
