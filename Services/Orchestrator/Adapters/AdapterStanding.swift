import Domain
import Records

/// What an adapter's places on the backends of its role say about it as a whole.
struct AdapterStanding: Sendable, Hashable {
    let state: AdapterState
    let reason: String?

    /// `serving`: the backends of its role that answer, by id with their addresses.
    ///
    /// One backend where it changes nothing is enough to stop: the files are the same on all.
    /// A backend that does not answer is not waited for; it proves the adapter when it is back,
    /// and gets no calls of it before.
    init(_ format: AdapterFormat, places: [AdapterPlaces.Place], serving: [BackendID: String]) {
        let here = places.filter { serving[$0.backend] != nil }
        if let inert = here.first(where: { $0.state == .inert }) {
            let url = serving[inert.backend] ?? ""
            (state, reason) = (.inert, "\(inert.reason ?? "it changes nothing") (\(url))")
        } else if !serving.isEmpty, here.count(where: { $0.state == .proven }) == serving.count {
            (state, reason) = (.proven, nil)
        } else if let refused = here.first(where: { $0.state == .refused }) {
            let url = serving[refused.backend] ?? ""
            let why = refused.reason ?? "it does not take it"
            (state, reason) = (.new, "\(url): \(why); mend that, or drain the backend to go on without it")
        } else if serving.isEmpty {
            (state, reason) = (
                .new,
                format == .merged
                    ? "no backend of its role lists it: serve it under this name, and register its server"
                    : "no backend of its role answers"
            )
        } else {
            (state, reason) = (.new, "it is being loaded and proven")
        }
    }
}
