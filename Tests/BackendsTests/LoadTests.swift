import Domain
import Testing

@testable import Backends

@Suite struct LoadTests {
    private let start = ContinuousClock.now
    private static let page = """
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="Qwen 7B"} 5.0
        vllm:num_requests_running{engine="1",model_name="Qwen 7B"} 3.0
        vllm:num_requests_waiting{engine="0"} 2.0 1760000000000
        vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 99.0
        """

    @Test func `the series of all engines are added up`() {
        #expect(LoadReading(page: Self.page, kind: .vllm) == LoadReading(running: 8, queued: 2))
        #expect(LoadReading(page: Self.page, kind: .scene) == LoadReading(running: 8, queued: 2))
    }

    @Test func `gauges without labels are read and missing ones are no reading`() {
        let page = "llamacpp:requests_processing 4\nllamacpp:requests_deferred 1"
        #expect(LoadReading(page: page, kind: .llamacpp) == LoadReading(running: 4, queued: 1))
        #expect(LoadReading(page: page, kind: .vllm) == nil)
        #expect(LoadReading(page: page, kind: .openai) == nil)
        #expect(LoadReading(page: "llamacpp:requests_processing NaN", kind: .llamacpp) == nil)
    }

    @Test func `work queued twice stops growth until it is gone or old`() {
        var load = ScrapedLoad()
        _ = load.add(LoadReading(running: 8, queued: 1), at: start)
        #expect(!load.stopsGrowth(at: start))
        _ = load.add(LoadReading(running: 8, queued: 3), at: start)
        #expect(load.stopsGrowth(at: start + .seconds(15)))
        #expect(load.queued(at: start) == 3)
        #expect(!load.stopsGrowth(at: start + .seconds(16)))
        #expect(load.queued(at: start + .seconds(16)) == 0)
        _ = load.add(LoadReading(running: 8, queued: 0), at: start)
        #expect(!load.stopsGrowth(at: start))
    }

    @Test func `a queue longer than the work cuts once`() {
        var load = ScrapedLoad()
        let effects = [(8, 9), (8, 20), (8, 8), (8, 9)].map { running, queued in
            load.add(LoadReading(running: running, queued: queued), at: start)
        }
        #expect(effects == [.cut, .unchanged, .unchanged, .cut])
    }

    @Test func `a loaded server's limit is cut and another is preferred`() async throws {
        let busy = "vllm:num_requests_running 1\nvllm:num_requests_waiting 30"
        let fleet = FakeFleet(["a": { _ in TransportReply(status: 200, body: Array(busy.utf8)) }])
        let bench = await ChatBench(fleet, hosts: ["a", "b"])
        await LoadScraping(pool: bench.pool, transport: fleet).readAll()
        #expect(await bench.snapshot(0)?.limit == 6)
        #expect(await bench.snapshot(1)?.limit == 8)
        var call = ChatBench.call()
        call.isImageShared = false
        let fresh = try await bench.client.chat(call)
        #expect(fresh.backend == .numbered(1))
    }
}
