extension Question {
    /// The question in words, in one of its wordings.
    func asked(wording: Int) -> String {
        let wordings =
            switch self {
            case .count(let objects):
                ["How many \(objects.plural) are there in the picture?", "Count the \(objects.plural)."]
            case .hue(let object):
                ["What colour is the \(object.singular)?", "Name the colour of the \(object.singular)."]
            case .existence(let object):
                ["Is there a \(object.singular) in the picture?", "Do you see a \(object.singular)?"]
            case .comparison(let first, let second):
                ["Are there more \(first.plural), more \(second.plural), or equally many?"]
            case .word: ["What word is printed in the picture?", "Read the printed word."]
            case .everything:
                ["Describe everything in the picture.", "What is in this picture? Describe it."]
            case .ground: ["What colour is this picture?"]
            }
        return wordings[wording % wordings.count]
    }

    /// How the form is asked for, nil where this family does not offer it.
    func request(for form: Form) -> String? {
        switch (form, self) {
        case (.free, _): ""
        case (.list, .everything): " Make a list, one kind of object per line."
        case (.sentence, .everything): " Use full sentences."
        case (.sentence, _): " Answer in a full sentence."
        case (.single, .count): " Answer with one number only."
        case (.single, .existence): " Answer yes or no only."
        case (.single, .hue), (.single, .word): " Answer with one word only."
        case (.single, .comparison): " Name the kind only."
        default: nil
        }
    }
}
