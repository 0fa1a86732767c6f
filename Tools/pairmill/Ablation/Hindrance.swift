import Contracts
import Domain

/// Why a job can't go on by itself, and whether we may help it on.
enum Hindrance: Equatable {
    /// An adapter changes too little, or breaks the model; its role can stay as it was.
    case inert(round: Int, Role)
    /// Nobody here can help.
    case stuck(reason: String)

    /// Nil while the job goes on.
    ///
    /// The last round exists for its generator's adapter, so that one can't be left out.
    init?(_ status: JobStatus) {
        guard let round = status.rounds.first(where: { !$0.state.isFinal }),
            [.awaitingAdapters, .inert].contains(round.state)
        else { return nil }
        let isLast = round.round == status.rounds.count
        if let failed = round.training.first(where: { [.failed, .cancelled, .awaiting].contains($0.state) }) {
            self = .stuck(reason: Self.words(round, failed.role, round.reason ?? failed.reason))
        } else if let inert = round.training.first(where: { $0.adapter?.state == .inert }) {
            self =
                isLast && inert.role == .generator
                ? .stuck(reason: Self.words(round, inert.role, inert.adapter?.reason))
                : .inert(round: round.round, inert.role)
        } else {
            return nil
        }
    }

    private static func words(_ round: RoundStatus, _ role: Role, _ reason: String?) -> String {
        "round \(round.round), \(role.rawValue): \(reason ?? "it needs another adapter")"
    }
}
