import Testing

@testable import Domain

@Suite struct TaskIDTests {
    @Test func `an id gives back the parts it was made of`() {
        for step in 0..<32 {
            let id = TaskID(
                job: 262_142, round: 15, sample: 268_435_455, slot: 255, step: .init(number: step))
            #expect(id.job == 262_142)
            #expect(id.round == 15)
            #expect(id.sample == 268_435_455)
            #expect(id.slot == 255)
            #expect(id.step.number == step)
            #expect(id.rawValue > 0)
        }
    }

    @Test func `verify comes one after its subject`() {
        let revise = TaskID(job: 7, round: 1, sample: 3, slot: 2, step: .revise(feedback: 2))
        let verify = revise.at(.verifyRevision(feedback: 2))
        #expect(verify.rawValue == revise.rawValue + 1)
        #expect(verify.subject == revise)
        #expect(verify.stage == .verify)
    }

    @Test func `the ids of a round are one range inside the range of its job`() {
        let first = TaskID(job: 9, round: 2, sample: 0, slot: 0, step: .generate)
        let last = TaskID(
            job: 9, round: 2, sample: 268_435_455, slot: 255, step: .verifyRevision(feedback: 15))
        #expect(TaskID.range(job: 9, round: 2) == first.rawValue...last.rawValue)
        #expect(TaskID.range(job: 9).contains(first.rawValue))
        #expect(TaskID.range(job: 9).upperBound + 1 == TaskID.range(job: 10).lowerBound)
    }

    @Test func `two jobs have the same places once the job is left out`() {
        let one = TaskID(job: 1, round: 3, sample: 5, slot: 6, step: .verifyResponse)
        let two = TaskID(job: 2, round: 3, sample: 5, slot: 6, step: .verifyResponse)
        #expect(one != two)
        #expect(one.withoutJob == two.withoutJob)
    }
}
