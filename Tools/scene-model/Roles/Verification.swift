/// π_V: compares the facts of a response with those of the reference.
///
/// It reads both as texts and looks at the picture only for what the reference
/// leaves open. It shares its eyes with the policy, so it can share an error.
struct Verification: Sendable {
    let instruction: Instruction
    let percept: Percept
    let response: String
    let reference: String

    /// The verdict without lapses.
    var verdict: Verdict {
        let question = instruction.question
        let said = Statement(response, to: question)
        guard let right = Statement(reference, to: question).answer else { return wordForWord }
        var verdict =
            switch (said.answer, right) {
            case (nil, _):
                Verdict(
                    entailment: false, completeness: false, consistency: true, compliance: true,
                    reason: "No answer is given.")
            case (.everything?, .everything): compare(Claims(said.answer), Claims(right))
            case (let answer?, _): judge(answer, against: right)
            }
        verdict.compliance = instruction.form.isKept(by: response)
        if !isSeen(said) {
            verdict.consistency = false
            verdict.reason = "Something is named that is not in the picture."
        }
        return verdict
    }

    /// The verdict with a lapse now and then, the same for the same texts and seed.
    func verdict(lapses: Double, seed: UInt64) -> Verdict {
        let texts = SeededGenerator.hash(of: response) ^ (SeededGenerator.hash(of: reference) &* 31)
        var random = SeededGenerator(seed: SeededGenerator.mix(texts) ^ seed)
        var verdict = verdict
        guard random.happens(lapses) else { return verdict }
        if verdict.passes {
            verdict.completeness = false
            verdict.reason = "A detail seems to be missing."
        } else {
            verdict = Verdict(
                entailment: true, completeness: true, consistency: true, compliance: true,
                reason: "It agrees with the reference.")
        }
        return verdict
    }

    private func judge(_ answer: Answer, against right: Answer) -> Verdict {
        let agrees = answer == right
        let question = instruction.question
        return Verdict(
            entailment: agrees, completeness: true, consistency: agrees, compliance: true,
            reason: agrees
                ? "It agrees with the reference."
                : "It says \(answer.short(to: question)), the reference \(right.short(to: question)).")
    }

    private func compare(_ said: Claims, _ right: Claims) -> Verdict {
        let missing = right.groups.filter { said.count(of: $0.look) == nil }
        let wrong = said.groups.filter { !agrees($0, right) }
        let wordMissing = right.word != nil && said.word == nil
        let wordWrong = said.word != nil && said.word != (right.word ?? percept.content.word)
        let complete = missing.isEmpty && !wordMissing
        let consistent = wrong.isEmpty && !wordWrong
        let entailed =
            complete && !wordWrong && right.groups.allSatisfy { said.count(of: $0.look) == $0.count }
        return Verdict(
            entailment: entailed, completeness: complete, consistency: consistent, compliance: true,
            reason: (missing.first.map { "Missing: \($0.phrase)." }
                ?? wrong.first.map { "Wrong: \($0.phrase)." })
                ?? (wordMissing || wordWrong ? "The word is not right." : "It agrees with the reference."))
    }

    private func agrees(_ group: Group, _ right: Claims) -> Bool {
        (right.count(of: group.look) ?? percept.content.looks.count { $0 == group.look }) == group.count
    }

    private func isSeen(_ said: Statement) -> Bool {
        said.extras.allSatisfy(percept.content.looks.contains)
            && (said.ground ?? percept.content.ground) == percept.content.ground
    }

    /// For references that are not about scenes: all their words must occur.
    private var wordForWord: Verdict {
        let wanted = Set(Tokens(reference).words)
        let given = Set(Tokens(response).words)
        let holds = !wanted.isEmpty && wanted.isSubset(of: given)
        return Verdict(
            entailment: holds, completeness: holds, consistency: holds,
            compliance: instruction.form.isKept(by: response),
            reason: holds ? "It holds the words of the reference." : "Words of the reference are missing.")
    }
}
