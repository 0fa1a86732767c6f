extension RoundAction {
    /// A paused job begins nothing new; what was begun comes to its end.
    var goesOnWhilePaused: Bool {
        switch self {
        case .seed, .train: false
        default: true
        }
    }
}
