/// Claimed and completed tasks per second, by batch.
struct TaskQueueBenchmark {
    private struct Figure {
        let batch: Int
        let perSecond: Double
    }

    private let duration = Duration.seconds(8)

    func run() async throws {
        try await BenchmarkQueue.run { queue in
            var figures: [Figure] = []
            for batch in [1, 16, 64] {
                try await queue.fill(500_000)
                figures.append(
                    Figure(batch: batch, perSecond: try await queue.work(batch: batch, for: duration)))
            }
            print(
                "claim + complete, 1 KB result, \(queue.workers) workers, \(duration) each,",
                "synchronous commits:")
            report(figures)
        }
    }

    private func report(_ figures: [Figure]) {
        for figure in figures {
            let ratio = figure.perSecond / (figures.first?.perSecond ?? 1)
            let rate = Int(figure.perSecond.rounded())
            print("  batch \(figure.batch): \(rate) tasks/s, \(Double(Int(ratio * 10)) / 10) × batch 1")
        }
    }
}
