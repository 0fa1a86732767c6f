/// An instruction as the model understands it: what is asked, and in which form.
struct Instruction: Sendable, Hashable {
    let question: Question
    let form: Form

    init(_ text: String) {
        let tokens = Tokens(text)
        question = Question(readFrom: tokens)
        form = Form(askedIn: tokens.words)
    }

    init(question: Question, form: Form) {
        self.question = question
        self.form = form
    }
}
