import Contracts
import Domain

extension JobStatus {
    /// What a training waits for that waits its turn.
    static let queuedAtTrainer = "queued at the trainer"

    /// What the round at work waits for, and what a person can do (DECISIONS 18).
    var blockedByTraining: Blocked? {
        guard let round = rounds.first(where: { !$0.state.isFinal }) else { return nil }
        let place = "/v1/jobs/\(id)/rounds/\(round.round)"
        switch round.state {
        case .awaitingAdapters, .inert: return waiting(round, place)
        case .training:
            // A training that only runs is no trouble; one that says why it waits is.
            guard let stuck = round.training.first(where: { $0.state.isOpen && $0.reason != nil }),
                stuck.reason != Self.queuedAtTrainer
            else { return nil }
            return Blocked(
                stage: "train", reason: "the \(stuck.role.rawValue): \(stuck.reason ?? "")",
                remedy: "it is tried again by itself once that is mended; POST /v1/jobs/\(id)/cancel gives up"
            )
        default: return nil
        }
    }

    private func waiting(_ round: RoundStatus, _ place: String) -> Blocked? {
        let brought = round.training.compactMap(\.adapter).filter { $0.state == .new }
        let isWaitingForPerson = round.training.contains {
            [.awaiting, .failed, .cancelled].contains($0.state) || $0.adapter?.state == .inert
        }
        if !isWaitingForPerson, let adapter = brought.first {
            guard let reason = adapter.reason, adapter.backends.contains(where: { $0.state == "refused" })
            else { return nil }
            return Blocked(
                stage: "train", reason: "the adapter \(adapter.name) is not proven: \(reason)",
                remedy: "it is tried again every half minute; GET /v1/backends lists the backends")
        }
        guard isWaitingForPerson else { return nil }
        return Blocked(
            stage: "train", reason: round.reason ?? "the round waits for adapters",
            remedy: "train again with POST \(place)/train, bring an adapter with POST \(place)/adapters, "
                + #"or go on without: POST \#(place)/adapters {"role": "generator", "skip": true}"#)
    }
}
