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

    @Test func `gauges that are shown replace those shown before under the name`() {
        let registry = MetricRegistry()
        registry.makeCounter(label: "ready_total", dimensions: [("job", "a")]).increment(by: 1)
        registry.show("ready", [.init(3, [("job", "a")]), .init(4, [("job", "b")])])
        registry.show("ready", [.init(5, [("job", "b")]), .init(0, [("job", "c")])])
        registry.show("oldest", [.init(1.5)])

        #expect(
            registry.page() == """
                # TYPE oldest gauge
                oldest 1.5
                # TYPE ready gauge
                ready{job="b"} 5.0
                ready{job="c"} 0.0
                # TYPE ready_total counter
                ready_total{job="a"} 1

                """)
        registry.show("ready", [])
        #expect(!registry.page().contains("ready{"))
    }
}
