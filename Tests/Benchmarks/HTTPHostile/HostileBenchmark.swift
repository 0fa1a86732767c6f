import Foundation

/// What ordinary clients notice of hostile ones (HTTP.md §7), each side in a process of its own.
///
/// Fails below the bars: the figures go with the machine, the bars do not.
struct HostileBenchmark {
    private let heads: Int
    private let readers: Int
    private let span: Duration

    /// Reads how many send heads slowly, how many read slowly, and for how many seconds each is measured.
    init(_ arguments: some Collection<String>) {
        let numbers = arguments.compactMap { Int($0) }
        heads = numbers.first ?? 5_000
        readers = numbers.dropFirst().first ?? 1_000
        span = .seconds(numbers.dropFirst(2).first ?? 15)
    }

    func run() async throws {
        let missed =
            try await SlowCrowdScene(heads: heads, readers: readers, span: span).run()
            + ExhaustionScene().run()
        if missed.isEmpty { return }
        print("below the bar: \(missed.joined(separator: "; "))")
        // Leaving in order: an error at the top would take the figures with it.
        exit(EXIT_FAILURE)
    }
}

extension Duration {
    /// In milliseconds, to two places.
    var shown: String { "\((self / .milliseconds(1) * 100).rounded() / 100) ms" }
}
