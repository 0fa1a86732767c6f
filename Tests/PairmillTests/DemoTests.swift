import Contracts
import Foundation
import Testing

@testable import pairmill

@Suite struct DemoTests {
    @Test func `the report has the short keys on top, the API's beside, and run`() throws {
        let json = figures.json(["rounds": ["1": 40, "2": 2], "rows": 42])

        #expect(json["pairs"] == 42 && json["feedback_pairs"] == 5 && json["hard_left"] == 3)
        #expect(json["pairs_by_round"] == ["1": 40, "2": 2])
        #expect(
            json["calls"] == 1000 && json["slots_busy"] == .number(0.5) && json["seconds"] == .number(12.5))
        #expect(json["conservation_violations"] == 0)
        #expect(json["rows"] == 42)
        #expect(json["run"]?["calls"] == 1000)
        #expect(json["run"]?["peak_pss_kib"] == ["generator": 2048])
    }

    @Test func `it is good only with pairs and proven conservation`() {
        #expect(figures.isGood)
        var other = figures
        other.pairs = 0
        #expect(!other.isGood)
        other = figures
        other.conservationViolations = 1
        #expect(!other.isGood)
        other.conservationViolations = nil
        #expect(!other.isGood)
    }

    @Test func `a page of metrics adds up the samples of one name`() {
        let page = PrometheusPage(
            "# HELP a_total x\na_total{b=\"1 2\"} 3\na_total{b=\"4\"} 4\nc 1.5\nbroken\n")

        #expect(page["a_total"] == 7)
        #expect(page["c"] == 1.5 && page["d"] == nil)
    }

    @Test func `busy is slot time at work against slot time there was`() throws {
        let before = try #require(SceneModelLoad(page(calls: 10, busy: 1)))
        let after = try #require(SceneModelLoad(page(calls: 110, busy: 11)))

        #expect(after.calls - before.calls == 100)
        #expect(after.busyShare(since: before, seconds: 10) == 0.25)
        #expect(SceneModelLoad(PrometheusPage("vllm:num_requests_running 1\n")) == nil)
    }

    @Test func `memory is looked up for live processes`() throws {
        var peak = MemoryPeak()
        let own = try #require(RunningProcess(name: "me", id: getpid()))
        peak.look(at: [own])

        #expect(peak.kibibytes > 1000 && peak.parts["me"] == peak.kibibytes)
    }

    private var figures: DemoFigures {
        DemoFigures(
            seconds: 12.5, calls: 1000, slotsBusy: 0.5, conservationViolations: 0,
            peakPSSKiB: ["generator": 2048], pairs: 42, feedbackPairs: 5, hardLeft: 3)
    }

    private func page(calls: Int, busy: Int) -> PrometheusPage {
        PrometheusPage(
            """
            scene_model_requests_total{status="200"} \(calls)
            scene_model_slot_busy_seconds_total \(busy)
            scene_model_slots 4

            """)
    }
}
