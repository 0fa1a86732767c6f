import Contracts
import Domain

extension TrainingProgress {
    /// Takes over what an event tells; what it does not tell stays.
    mutating func take(_ event: TrainerEvent) {
        lastEvent = event.id
        guard let data = event.data else { return }
        step = data.step ?? step
        totalSteps = data.totalSteps ?? totalSteps
        loss = data.loss ?? loss
        accuracy = data.accuracy ?? accuracy
        margin = data.margin ?? margin
        learningRate = data.learningRate ?? learningRate
        etaSeconds = data.etaSeconds ?? etaSeconds
        marginBefore = data.marginBefore ?? marginBefore
        marginAfter = data.marginAfter ?? marginAfter
    }

    mutating func take(_ steps: TrainerJob.Steps?) {
        step = steps?.step ?? step
        totalSteps = steps?.totalSteps ?? totalSteps
    }
}
