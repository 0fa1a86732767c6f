/// The order in which texts are taken for pairs: by a seeded hash of their tasks.
struct PairingOrder {
    let seeds: SeedDerivation

    /// The candidates sorted by source, then one of each source in turn.
    func inTurn(_ candidates: [PairCandidate], _ sources: [ResponseSource]) -> [PairCandidate] {
        let bySource = Dictionary(grouping: candidates, by: \.source)
        let queues = sources.map { sorted(bySource[$0] ?? [], by: \.task) }
        let longest = queues.map(\.count).max() ?? 0
        return (0..<longest).flatMap { turn in queues.compactMap { $0.dropFirst(turn).first } }
    }

    func sorted<Candidate>(_ candidates: [Candidate], by task: (Candidate) -> TaskID) -> [Candidate] {
        candidates
            .map { (candidate: $0, key: (seeds.bits(for: task($0), .pairing), task($0).rawValue)) }
            .sorted { $0.key < $1.key }
            .map(\.candidate)
    }
}
