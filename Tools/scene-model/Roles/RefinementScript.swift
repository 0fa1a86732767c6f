/// What π_R could make of a response and a feedback on it.
///
/// It corrects what the feedback names and adds what it sees itself (PIPELINE §1
/// step 4). It has no parameter for a reference: refinement never sees one.
struct RefinementScript: Sendable {
    let instruction: Instruction
    let percept: Percept
    let response: String
    let feedback: String

    var script: Script {
        let (kept, ignored) = Manner.choices(for: instruction.form, instruction.question)
        let alternatives =
            kept.map { Alternative("", then: body($0)) }
            + ignored.map { Alternative("", manners, .malformed, then: body($0)) }
        return Script(voice: .reviser, decisions: [Decision(alternatives)])
    }

    private var correction: Correction { Correction(readFrom: feedback, to: instruction.question) }
    private var said: Statement { Statement(response, to: instruction.question) }

    /// A broken form nobody pointed at is as likely kept as mended.
    private var manners: Features {
        if correction.namesForm { return [.formPointIgnored: 1] }
        return instruction.form.isKept(by: response) ? [.formIgnored: 1] : [:]
    }

    private func body(_ manner: Manner) -> [Decision] {
        guard instruction.question != .everything else { return description(manner) }
        let answer = Decision.answering(instruction.question, beliefs, manner)
        return manner == .short
            ? answer : answer + [.remark(percept.content, invention: percept.invention)]
    }

    /// The corrected answer, else the one given, else what is seen.
    private var beliefs: [Belief] {
        switch (correction.answer, said.answer) {
        case (let right?, let old?) where right != old:
            [Belief(right, [:], .faithful), Belief(old, [.correctionIgnored: 1])]
        case (let answer?, _), (nil, let answer?): [Belief(answer, [:], .faithful)]
        case (nil, nil): Belief.all(about: instruction.question, percept)
        }
    }
}

extension RefinementScript {
    private func description(_ manner: Manner) -> [Decision] {
        let claims = Claims(said.answer)
        let looks = Set(claims.groups.map(\.look)).union(correction.counts.keys)
            .union(percept.content.looks)
        let items = looks.sorted { $0.order < $1.order }.compactMap { item($0, claims, manner) }
        return [Decision(wordings: manner.openings)] + items
            + [word(said: claims.word, manner)].compactMap(\.self)
    }

    /// How one look enters the revision; nil if it stays out.
    private func item(_ look: Look, _ claims: Claims, _ manner: Manner) -> Decision? {
        func text(_ count: Int?) -> String {
            count.map { $0 == 0 ? "" : manner.item(Group(look: look, count: $0)) } ?? ""
        }
        let old = claims.count(of: look)
        if let count = correction.counts[look], count != old {
            return Decision([
                Alternative(text(count)), Alternative(text(old), [.correctionIgnored: 1], .slip),
            ])
        }
        if let old {
            return Decision([Alternative(text(old)), Alternative("", [.partDropped: 1], .omission)])
        }
        let seen = percept.content.looks.count { $0 == look }
        return seen == 0
            ? nil : Decision([Alternative(""), Alternative(text(seen), [.deepening: 1])])
    }

    private func word(said: String?, _ manner: Manner) -> Decision? {
        func text(_ word: String?) -> String { word.map { manner.item(word: $0) } ?? "" }
        if let right = correction.word, right != said {
            return Decision([
                Alternative(text(right)), Alternative(text(said), [.correctionIgnored: 1], .slip),
            ])
        }
        return said.map {
            Decision([Alternative(text($0)), Alternative("", [.partDropped: 1], .omission)])
        }
    }
}
