import Synchronization

extension ChatServer {
    /// The text of /metrics: vLLM's names where vLLM has one.
    var metrics: String {
        let load = slots.load
        let cache = cache.counts
        let totals = log.totals
        let tokens = tokens.withLock { $0 }
        let seconds = Double(load.busy.components.seconds) + Double(load.busy.components.attoseconds) * 1e-18
        var page = MetricsPage(model: settings.model)
        page.add("vllm:num_requests_running", "gauge", load.running)
        page.add("vllm:num_requests_waiting", "gauge", load.waiting)
        page.add("vllm:kv_cache_usage_perc", "gauge", Double(load.running) / Double(slots.slots))
        page.add("vllm:prompt_tokens_total", "counter", tokens.prompt)
        page.add("vllm:generation_tokens_total", "counter", tokens.completion)
        page.add("scene_model_slots", "gauge", slots.slots)
        page.add("scene_model_slot_busy_seconds_total", "counter", seconds)
        page.add("scene_model_image_cache_hits_total", "counter", cache.hits)
        page.add("scene_model_image_cache_misses_total", "counter", cache.misses)
        page.add("scene_model_requests_started_total", "counter", totals.started)
        page.add("scene_model_requests_total", "counter", totals.statuses, label: "status")
        page.add("scene_model_faults_total", "counter", totals.faults, label: "kind")
        return page.text
    }
}

/// A page of Prometheus text with the model's name on every line.
private struct MetricsPage {
    let model: String
    private(set) var text = ""

    init(model: String) { self.model = model }

    mutating func add(_ name: String, _ kind: String, _ value: some CustomStringConvertible) {
        text += "# TYPE \(name) \(kind)\n\(name){model_name=\"\(model)\"} \(value)\n"
    }

    mutating func add<Key: Comparable>(
        _ name: String, _ kind: String, _ values: [Key: Int], label: String
    ) {
        text += "# TYPE \(name) \(kind)\n"
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            text += "\(name){model_name=\"\(model)\",\(label)=\"\(key)\"} \(value)\n"
        }
    }
}
