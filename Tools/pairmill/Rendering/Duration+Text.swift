extension Duration {
    /// As people say it: `8.4 s`, `3 min 20 s`, `2 h 5 min`.
    var text: String {
        let seconds = self / .seconds(1)
        let whole = Int(seconds.rounded())
        switch whole {
        case ..<60: return "\((seconds * 10).rounded() / 10) s"
        case ..<3600: return "\(whole / 60) min \(whole % 60) s"
        default: return "\(whole / 3600) h \(whole % 3600 / 60) min"
        }
    }
}
