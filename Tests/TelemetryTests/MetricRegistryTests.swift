import CoreMetrics
import Testing

@testable import Telemetry

@Suite struct MetricRegistryTests {
    @Test func `counters of one name and other dimensions are series of their own`() {
        let registry = MetricRegistry()
        registry.makeCounter(label: "claimed_total", dimensions: [("stage", "verify")]).increment(by: 2)
        registry.makeCounter(label: "claimed_total", dimensions: [("stage", "verify")]).increment(by: 3)
        registry.makeCounter(label: "claimed_total", dimensions: [("stage", "generate")]).increment(by: 1)

        #expect(
            registry.page() == """
                # TYPE claimed_total counter
                claimed_total{stage="generate"} 1
                claimed_total{stage="verify"} 5

                """)
    }

    @Test func `a timer is a histogram in seconds whose buckets add up`() {
        let registry = MetricRegistry()
        let timer = registry.makeTimer(label: "claim_seconds", dimensions: [])
        timer.recordNanoseconds(4_000_000)
        timer.recordNanoseconds(400_000_000_000)

        let page = registry.page()
        #expect(page.contains("claim_seconds_bucket{le=\"0.0025\"} 0\n"))
        #expect(page.contains("claim_seconds_bucket{le=\"0.005\"} 1\n"))
        #expect(page.contains("claim_seconds_bucket{le=\"300.0\"} 1\n"))
        #expect(page.contains("claim_seconds_bucket{le=\"+Inf\"} 2\n"))
        #expect(page.contains("claim_seconds_sum 400.004\n"))
        #expect(page.contains("claim_seconds_count 2\n"))
    }

    @Test func `a gauge follows what is set, added and taken away`() {
        let registry = MetricRegistry()
        let gauge = registry.makeMeter(label: "open", dimensions: [])
        gauge.set(4.0)
        gauge.increment(by: 2)
        gauge.decrement(by: 1)
        #expect(registry.page().contains("open 5.0\n"))
    }

    @Test func `quotes, backslashes and line feeds in dimensions are escaped`() {
        let registry = MetricRegistry()
        registry.makeCounter(label: "a", dimensions: [("why", "say \"no\"\\\n")]).increment(by: 1)
        #expect(registry.page().contains(#"a{why="say \"no\"\\\n"} 1"#))
    }
}
