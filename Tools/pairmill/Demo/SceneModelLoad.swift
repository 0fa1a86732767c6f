/// What scene-model's metrics page says of its work.
struct SceneModelLoad: Sendable, Equatable {
    let calls: Int64
    /// How long its slots were at work, all of them added up.
    let busySeconds: Double
    let slots: Double

    /// Nil where the page lacks one of them, as another backend's does.
    init?(_ page: PrometheusPage) {
        guard let busy = page["scene_model_slot_busy_seconds_total"], let slots = page["scene_model_slots"],
            slots > 0
        else { return nil }
        // A server that was never asked has no such line.
        calls = Int64(page["scene_model_requests_total"] ?? 0)
        (busySeconds, self.slots) = (busy, slots)
    }

    /// The share of the slots' time that was at work since an earlier look.
    func busyShare(since earlier: SceneModelLoad, seconds: Double) -> Double {
        seconds > 0 ? (busySeconds - earlier.busySeconds) / (slots * seconds) : 0
    }
}
