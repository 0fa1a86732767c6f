/// How many requests a server runs and keeps waiting, by its own metrics page.
package struct LoadReading: Sendable, Equatable {
    package let running: Int
    package let queued: Int

    package init(running: Int, queued: Int) {
        self.running = running
        self.queued = queued
    }

    /// Reads a Prometheus page (BACKENDS §2); nil where the kind has none or a gauge is missing.
    ///
    /// A server of several engines or models has a series for each; they are added up.
    package init?(page: String, kind: Backend.Kind) {
        guard let names = kind.loadGauges, let running = Self.sum(of: names.running, in: page),
            let queued = Self.sum(of: names.queued, in: page)
        else { return nil }
        self.init(running: running, queued: queued)
    }

    private static func sum(of gauge: String, in page: String) -> Int? {
        let values = page.split(separator: "\n").compactMap { line -> Double? in
            guard line.hasPrefix(gauge), let next = line.dropFirst(gauge.count).first, "{ ".contains(next)
            else { return nil }
            // The labels may hold spaces, the value follows them (a time may follow it).
            let rest = line[
                (line.lastIndex(of: "}").map(line.index(after:)) ?? line.firstIndex(of: " ") ?? line.endIndex)...
            ]
            return rest.split(separator: " ").first.flatMap { Double($0) }
        }
        guard !values.isEmpty else { return nil }
        return Int(exactly: values.reduce(0, +).rounded())
    }
}

extension Backend.Kind {
    /// The gauges of running and waiting requests; scene-model uses vLLM's names.
    var loadGauges: (running: String, queued: String)? {
        switch self {
        case .vllm, .scene: ("vllm:num_requests_running", "vllm:num_requests_waiting")
        case .sglang: ("sglang:num_running_reqs", "sglang:num_queue_reqs")
        case .llamacpp: ("llamacpp:requests_processing", "llamacpp:requests_deferred")
        case .openai, .auto: nil
        }
    }
}
