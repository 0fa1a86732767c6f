/// How a response is laid out.
enum Manner: Sendable, Hashable {
    case short, sentence, list

    /// The manners a form allows for a question, and those it does not.
    static func choices(for form: Form, _ question: Question) -> (kept: [Manner], ignored: [Manner]) {
        let everything = question == .everything
        return switch form {
        case .single: everything ? ([.sentence], []) : ([.short], [.sentence])
        case .sentence: ([.sentence], [everything ? .list : .short])
        case .list: everything ? ([.list], [.sentence]) : ([.sentence], [])
        case .free: ([.sentence, everything ? .list : .short], [])
        }
    }

    /// The beginning of a description.
    var openings: [String] {
        self == .list ? ["Objects:", "In the picture:", "What I see:"] : Question.everything.openings
    }

    /// One kind of object in a description.
    func item(_ group: Group) -> String {
        self == .list ? "\n- \(group.phrase)" : " \(group.phrase.sentenceCased)."
    }

    /// The printed word in a description.
    func item(word: String) -> String {
        self == .list ? "\n- the word \(word)" : " The word \(word) is printed."
    }
}

extension String {
    /// With a capital first letter.
    var sentenceCased: String { prefix(1).uppercased() + dropFirst() }
}
