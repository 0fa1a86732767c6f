import Contracts
import Domain
import Foundation

/// The demo against a running cluster: submit, watch, fetch, measure.
struct DemoRun: Sendable {
    let address: String
    /// The cluster's folder; results go to `demo` in it.
    let folder: String
    let samples: String
    let specification: JSONValue

    static let jobName = "demo"
    private var results: String { "\(folder)/demo" }

    /// Prints everything on the way; returns what it took.
    func run() async throws -> DemoFigures {
        let client = try OrchestratorClient(
            address: address, key: ProcessInfo.processInfo.environment["PAIRMILL_API_KEY"])
        let probe = try HealthProbe()
        let state = try ClusterState.read(from: folder)
        let before = await load(state, probe)
        try await cancelEarlierDemos(client)
        let conservation = ConservationWatch(client)
        // Leaving the scope cancels it.
        async let _ = conservation.watch()
        let start = ContinuousClock.now
        let (job, status, peak) = try await mill(client, state)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        var figures = DemoFigures(
            seconds: (seconds * 10).rounded() / 10, peakPSSKiB: peak.parts, pairs: status.pairs,
            feedbackPairs: status.feedbackPairs, hardLeft: status.hard)
        if let before, let after = await load(state, probe) {
            figures.calls = after.calls - before.calls
            figures.slotsBusy = after.busyShare(since: before, seconds: seconds)
        }
        figures.trainings = try status.rounds.flatMap(\.training).map {
            try JSONValue(parsing: $0.jsonBytes())
        }
        try await conservation.look()
        figures.conservationViolations = await conservation.violations
        try await present(job, status, figures, client)
        return figures
    }
}

extension DemoRun {
    /// Submits and watches, and looks at the services' memory all the while.
    private func mill(
        _ client: OrchestratorClient, _ state: ClusterState?
    ) async throws -> (job: JobID, status: JobStatus, peak: MemoryPeak) {
        let memory = MemoryWatch()
        // Leaving the scope cancels it.
        async let _ = memory.watch(
            (state?.members ?? []).map(\.process).filter { $0.name != "scene-model" })
        let submission = JobSubmission(
            client: client, samples: samples, specification: specification, starts: true)
        let (job, summary) = try await submission.submit()
        try Terminal.say("job \(job): \(summary.stored) samples, \(summary.failed) refused")
        let status = try await JobWatch(client: client, job: job).follow()
        guard status.state == .done else { throw DemoError.notDone(job, status.state) }
        return (job, status, await memory.peak)
    }

    /// A demo that was interrupted left its job behind, which would run beside this one.
    private func cancelEarlierDemos(_ client: OrchestratorClient) async throws {
        let jobs = try await client.get("/v1/jobs?limit=100", as: ListEnvelope<JobSummary>.self).data
        for job in jobs where job.name == Self.jobName && ![.done, .cancelled].contains(job.state) {
            try await client.post("/v1/jobs/\(job.id)/cancel")
            Terminal.note("\(job.id) of an earlier demo is cancelled")
        }
    }

    private func load(_ state: ClusterState?, _ probe: HealthProbe) async -> SceneModelLoad? {
        guard let model = state?.members.first(where: { $0.process.name == "scene-model" }),
            let text = await probe.text(of: "\(model.address)/metrics")
        else { return nil }
        return SceneModelLoad(PrometheusPage(text))
    }

    /// Writes report, pairs and export into the folder, and prints what a person wants to see.
    private func present(
        _ job: JobID, _ status: JobStatus, _ figures: DemoFigures, _ client: OrchestratorClient
    ) async throws {
        let path = "/v1/jobs/\(job)"
        let report = try await client.json("\(path)/report")
        try Data((figures.json(report).json + "\n").utf8)
            .write(to: URL(filePath: "\(results)/report.json"), options: .atomic)
        try await client.download("\(path)/pairs", to: "\(results)/pairs.ndjson")
        try await client.download("\(path)/export?format=hf", to: "\(results)/pairs.tar")
        try showPairs()
        let typed = try JSONDecoder().decode(Report.self, from: Data(report.json.utf8))
        try DemoSummary(status: status, report: typed, figures: figures).lines.forEach(Terminal.say)
        try Terminal.say("results      \(results): report.json, pairs.ndjson, pairs.tar")
    }

    /// The first pairs of the file.
    private func showPairs(count: Int = 3) throws {
        var file = try SampleBatches("\(results)/pairs.ndjson")
        for line in (try file.next()?.bytes ?? []).split(separator: UInt8(ascii: "\n")).prefix(count) {
            let pair = try JSONDecoder().decode(PairRow.self, from: Data(line))
            try ([""] + PairView(pair: pair).lines).forEach(Terminal.say)
        }
        try Terminal.say("")
    }
}
