import Curl
import EventLoop
import Foundation

/// How busy scene-model's backend slots are kept, and the calls it answers at most.
///
/// The load comes from this process and shares the machine's cores with the server.
struct SceneModelBenchmark {
    private let warmUp = Duration.seconds(2)
    private let duration = Duration.seconds(10)

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pairmill-scenes-\(getpid())")
        // A temporary folder; what is left is only untidy.
        defer { try? FileManager.default.removeItem(at: folder) }
        let calls = try SceneCalls(ServedScene.draw(200, into: folder), below: folder)
        print("scene-model, \(calls.bodies.count) different calls, each figure over \(duration):")
        try await measure("64 slots × 100 ms, 96 in flight", calls, ["--latency", "100ms"], inFlight: 96)
        try await measure("no latency, 64 in flight", calls, ["--latency", "0ms"], inFlight: 64)
    }

    private func measure(_ name: String, _ calls: SceneCalls, _ options: [String], inFlight: Int) async throws
    {
        let scene = try ServedScene(options + ["--slots", "64"])
        let url = scene.url
        let loop = try ReadinessLoop(label: "benchmark")
        let load = SceneLoad(client: CurlClient(loop: loop), url: url, calls: calls)
        let (first, last, seconds) = try await withThrowingTaskGroup { group in
            for place in 0..<inFlight { group.addTask { try await load.send(from: place, step: inFlight) } }
            try await Task.sleep(for: warmUp)
            let (start, first) = (ContinuousClock.now, try await load.reading())
            try await Task.sleep(for: duration)
            let (end, last) = (ContinuousClock.now, try await load.reading())
            group.cancelAll()
            return (first, last, (end - start) / .seconds(1))
        }
        await loop.stop()
        let busy = (last.busySeconds - first.busySeconds) / (64 * seconds)
        let rate = Double(last.calls - first.calls) / seconds
        print("  \(name): \(Int(rate)) calls/s, slots busy \(Int((busy * 100).rounded())) %")
    }
}
