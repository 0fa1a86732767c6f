/// Why a benchmark can't measure, or what it measured that must not be.
enum BenchmarkError: Error, CustomStringConvertible {
    case notStarted(String)
    case refused(String)
    case belowBar(String)

    var description: String {
        switch self {
        case .notStarted(let program): "\(program) did not start; build it first: swift build -c release"
        case .refused(let reply): "a call was refused: \(reply)"
        case .belowBar(let figure): "below the bar: \(figure)"
        }
    }
}
