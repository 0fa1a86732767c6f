import Domain
import Testing

@testable import Orchestrator

@Suite struct RoundMachineTests {
    private let some = RoundResult(pairs: 50, feedbackPairs: 20, hard: 3)

    private func machine(
        _ preset: Preset = .ipa, _ mode: TrainingPlan.Mode = .skip
    ) -> RoundMachine {
        var specification = preset.specification
        specification.training.mode = mode
        return RoundMachine(specification)
    }

    /// Takes a started machine through one round.
    private func finish(_ round: Int, of machine: inout RoundMachine, _ result: RoundResult) -> [RoundAction]
    {
        _ = machine.apply(.seeded(round: round))
        _ = machine.apply(.emptied(round: round))
        return machine.apply(.built(round: round, result))
    }

    @Test func `a job of one round seeds, opens, closes and is done`() {
        var machine = machine(.round1)
        #expect(
            machine.apply(.start) == [.enterJob(.running), .enter(round: 1, .seeding), .seed(round: 1)])
        #expect(machine.apply(.seeded(round: 1)) == [.enter(round: 1, .open), .probeClose(round: 1)])
        #expect(machine.apply(.emptied(round: 1)) == [.enter(round: 1, .closing), .build(round: 1)])
        #expect(machine.apply(.built(round: 1, some)) == [.enter(round: 1, .closed), .enterJob(.done)])
        #expect(machine.work.isEmpty)
    }

    @Test func `a skipped training is said openly`() {
        var machine = machine()
        _ = machine.apply(.start)
        #expect(
            finish(1, of: &machine, some) == [
                .enter(round: 1, .closed),
                .warn(round: 2, "round 2 ran without training (training.mode skip)"),
                .enter(round: 2, .seeding), .seed(round: 2),
            ])
        #expect(
            finish(2, of: &machine, some) == [
                .enter(round: 2, .closed), .enter(round: 3, .seeding), .seed(round: 3),
            ])
    }

    @Test func `a trainer trains before the round that uses its adapters`() {
        var machine = machine(.ipa, .trainer)
        _ = machine.apply(.start)
        #expect(
            finish(1, of: &machine, some) == [
                .enter(round: 1, .closed), .enter(round: 2, .training),
                .train(round: 2, roles: [.generator, .reviser]),
            ])
        #expect(
            machine.apply(.trained(round: 2)) == [
                .enter(round: 2, .awaitingAdapters), .awaitAdapters(round: 2),
            ])
        #expect(machine.apply(.proven(round: 2)) == [.enter(round: 2, .seeding), .seed(round: 2)])
    }

    @Test func `a role with too few pairs is not trained, and that is said`() {
        var machine = machine(.ipa, .trainer)
        _ = machine.apply(.start)
        let actions = finish(1, of: &machine, RoundResult(pairs: 50, feedbackPairs: 3, hard: 3))
        #expect(
            actions.suffix(3) == [
                .warn(
                    round: 2,
                    "round 2: the reviser was not trained (3 pairs for it; training.min_pairs is 16)"),
                .enter(round: 2, .training), .train(round: 2, roles: [.generator]),
            ])
    }

    @Test(arguments: [
        (
            RoundResult(pairs: 15, feedbackPairs: 0, hard: 3),
            "there are too few pairs: 15 for the generator, 0 for the reviser; training.min_pairs is 16"
        ),
        (RoundResult(pairs: 90, feedbackPairs: 10, hard: 0), "no sample is hard any more"),
    ])
    func `nothing is trained in vain`(result: RoundResult, reason: String) {
        var machine = machine(.ipa, .trainer)
        _ = machine.apply(.start)
        #expect(
            finish(1, of: &machine, result).contains(
                .warn(round: 2, "round 2 ran without training (\(reason))")))
        #expect(machine.rounds[1].state == .seeding)
    }

    @Test func `in manual mode the round waits for a person`() {
        var machine = machine(.ipa, .manual)
        _ = machine.apply(.start)
        let actions = finish(1, of: &machine, some)
        let reason = "training.mode manual: bring an adapter for generator and reviser"
        #expect(
            actions.suffix(3) == [
                .enter(round: 2, .training), .enter(round: 2, .awaitingAdapters, reason: reason),
                .awaitAdapters(round: 2),
            ])
        #expect(machine.apply(.proven(round: 2)).last == .seed(round: 2))
    }

    @Test func `an inert adapter stops the round until a better one is proven`() {
        var machine = machine(.ipa, .trainer)
        _ = machine.apply(.start)
        _ = finish(1, of: &machine, some)
        _ = machine.apply(.trained(round: 2))
        #expect(
            machine.apply(.inert(round: 2, reason: "it changes nothing")) == [
                .enter(round: 2, .inert, reason: "it changes nothing"), .awaitAdapters(round: 2),
            ])
        #expect(machine.apply(.seeded(round: 2)).isEmpty)
        #expect(machine.apply(.proven(round: 2)).first == .enter(round: 2, .seeding))
    }

    @Test func `a training that failed waits for an adapter, and says why`() {
        var machine = machine(.ipa, .trainer)
        _ = machine.apply(.start)
        _ = finish(1, of: &machine, some)
        let reason = "training failed: out of memory; train again or bring an adapter"
        #expect(
            machine.apply(.trainingFailed(round: 2, reason: "out of memory")) == [
                .enter(round: 2, .awaitingAdapters, reason: reason), .awaitAdapters(round: 2),
            ])
        #expect(machine.apply(.proven(round: 2)).first == .enter(round: 2, .seeding))
    }

    @Test func `a paused job begins nothing and goes on where it was`() {
        var machine = machine()
        _ = machine.apply(.start)
        #expect(machine.apply(.pause) == [.enterJob(.paused)])
        #expect(machine.work.isEmpty)
        #expect(machine.apply(.resume) == [.enterJob(.running), .seed(round: 1)])
        _ = machine.apply(.pause)
        #expect(finish(1, of: &machine, some) == [.enter(round: 1, .closed)])
        #expect(machine.rounds[1].state == .planned)
        #expect(machine.apply(.resume).last == .seed(round: 2))
    }

    @Test func `cancelling reaches every round that is not closed`() {
        var machine = machine(.ipa, .trainer)
        _ = machine.apply(.start)
        _ = finish(1, of: &machine, some)
        #expect(
            machine.apply(.cancel) == [
                .enterJob(.cancelled), .enter(round: 2, .cancelled),
                .enter(round: 3, .cancelled), .sweep(round: 2), .sweep(round: 3),
            ])
        #expect(machine.rounds.map(\.state) == [.closed, .cancelled, .cancelled])
        #expect(machine.apply(.cancel).isEmpty)
        #expect(machine.apply(.resume).isEmpty)
    }

    @Test func `a restart finds the work that was going on`() {
        var machine = machine(.ipa, .trainer)
        _ = machine.apply(.start)
        _ = finish(1, of: &machine, some)
        var specification = Preset.ipa.specification
        specification.training.mode = .trainer
        let again = RoundMachine(specification, job: machine.job, rounds: machine.rounds)
        #expect(again == machine)
        #expect(again.work == [.train(round: 2, roles: [.generator, .reviser])])
    }
}
