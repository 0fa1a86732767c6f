/// All that could be written in one situation: a tree of decisions.
///
/// A text is the pieces of one path from root to leaf. As the tree is known,
/// the probability of any text is exact: the sum over the paths that write it.
struct Script: Sendable {
    let voice: Voice
    let decisions: [Decision]

    /// One decision of a path and which alternative was taken.
    struct Choice: Sendable {
        let decision: Decision
        let index: Int

        var alternative: Alternative { decision.alternatives[index] }
    }

    typealias Path = [Choice]
}

extension Script {
    /// Every path that writes exactly this text; none if the model could not.
    func paths(writing text: String) -> [Path] {
        var found: [Path] = []
        search(Array(text.utf8)[...], decisions[...], [], &found)
        return found
    }

    private func search(
        _ rest: ArraySlice<UInt8>, _ open: ArraySlice<Decision>, _ path: Path, _ found: inout [Path]
    ) {
        guard let decision = open.first else {
            if rest.isEmpty { found.append(path) }
            return
        }
        for (index, alternative) in decision.alternatives.enumerated()
        where rest.starts(with: alternative.text.utf8) {
            search(
                rest.dropFirst(alternative.text.utf8.count), alternative.then + open.dropFirst(),
                path + [Choice(decision: decision, index: index)], &found)
        }
    }

    /// Every path there is; only for small trees.
    var everyPath: [Path] { Self.everyPath(decisions[...]) }

    private static func everyPath(_ open: ArraySlice<Decision>) -> [Path] {
        guard let decision = open.first else { return [[]] }
        return decision.alternatives.enumerated().flatMap { index, alternative in
            everyPath((alternative.then + open.dropFirst())[...])
                .map { [Choice(decision: decision, index: index)] + $0 }
        }
    }
}

extension Script.Path {
    /// What the path writes.
    var text: String { map(\.alternative.text).joined() }
}
