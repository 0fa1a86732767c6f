import Contracts
import Domain

extension JobStatus {
    /// What the preset's own rounds left hard, and what their last training did to the margin.
    func ownFigures(of preset: Preset) -> AblationFigures {
        let own = rounds.filter { preset.ownRounds.contains($0.round) }
        var figures: AblationFigures = [:]
        figures[.hardLeft] = own.last.map { Double($0.yield.hard) }
        let trained = own.flatMap(\.training).last { $0.role == .generator }?.progress
        if let before = trained?.marginBefore, let after = trained?.marginAfter {
            figures[.marginGain] = after - before
        }
        return figures
    }

    /// The adapter that the last round trained for the generator, once it is proven.
    var finalGenerator: String? {
        let adapter = rounds.last?.training.first { $0.role == .generator }?.adapter
        return adapter?.state == .proven ? adapter?.name : nil
    }

    /// The adapters of the preset's own rounds that were left out.
    func leftOut(of preset: Preset) -> [String] {
        rounds.filter { preset.ownRounds.contains($0.round) }.flatMap { round in
            round.training.filter { $0.state == .skipped }.map { "round \(round.round), \($0.role.rawValue)" }
        }
    }
}
