import ArgumentParser
import Lifecycle
import Settings

/// How `scene-model serve` trains.
struct TrainerOptions: ParsableArguments {
    @Option(help: "The folder for uploads, trainings and adapters; made on first use.")
    var trainerFolder = ".pairmill/scene-model"

    @Option(help: "How long a training pretends to take, 0ms for as long as it takes.")
    var trainingTime = "0ms"

    func validate() throws {
        guard !trainerFolder.isEmpty else { throw ValidationError("--trainer-folder must name a folder") }
        _ = try duration()
    }

    /// The options as settings, with the key of the environment.
    func settings() throws -> TrainerSettings {
        let key = ProcessStart.settings { $0.secret("trainer.key") }
        return TrainerSettings(folder: trainerFolder, key: key, duration: try duration())
    }

    private func duration() throws -> Duration {
        guard let duration = DurationText.parse(trainingTime) else {
            throw ValidationError(
                "--training-time is \"\(trainingTime)\"; it must be a number and ms, s, m or h")
        }
        return duration
    }
}
