/// The bounds of a chat; the defaults are BACKENDS §4's.
package struct ChatSettings: Sendable {
    /// From holding a place to the last byte, over all tries of a call.
    package var deadline = Duration.seconds(180)
    /// How long a call waits for a place.
    package var patience = Duration.seconds(30)
    /// Between two trials of a backend that fails, where all do.
    package var trialPause = Duration.seconds(1)
    /// How many calls may wait.
    package var mostWaiting = 1024

    package init() {}
}
