import Domain

import Contracts
import Digests

/// All that one process knows of one backend; decides, performs nothing.
struct PooledBackend: Sendable {
    private(set) var backend: Backend
    private(set) var limit: InFlightLimit
    private(set) var breaker = Breaker()
    private(set) var traffic = BackendTraffic()
    private(set) var listing: ModelListing?
    /// What may be asked for: what it lists, of our adapters those that are proven on it.
    private var usable: Set<String>?
    private(set) var discovery = DiscoverySchedule()
    private(set) var format = ReplyFormat.Step.schema
    private(set) var images = ImageReferences()
    /// Why it gets nothing although it is active: its key, or its address.
    private(set) var shutOut: String?
    private var load = ScrapedLoad()
    private let trialPause: Duration

    init(_ backend: Backend, share: Int, trialPause: Duration) {
        self.trialPause = trialPause
        self.backend = backend
        limit = InFlightLimit(share: share)
    }

    /// Its kind as registered, or as discovery found it.
    var kind: Backend.Kind { backend.kind == .auto ? listing?.kind ?? .auto : backend.kind }

    /// Whether it was ever asked what it serves, with whatever result.
    var wasAsked: Bool { discovery.wasAsked }

    /// Takes over a changed row; another key is another chance.
    mutating func update(_ row: Backend, share: Int) {
        if row.keyEnv != backend.keyEnv {
            shutOut = nil
            discovery.askNow()
        }
        backend = row
        limit.setShare(share)
        if kind != .sglang, let listing, !row.proven.isSubset(of: listing.names) { discovery.askNow() }
        findUsable()
    }

    private mutating func findUsable() {
        let listed = listing?.names.filter { !AdapterName.isOne($0) || backend.proven.contains($0) }
        // Older SGLangs list no adapters: what is proven there is there.
        usable = kind == .sglang ? listed?.union(backend.proven) : listed
    }

    mutating func drain() { backend.state = .draining }

    func candidate(at now: ContinuousClock.Instant) -> RoutingCandidate {
        var candidate = RoutingCandidate(
            id: backend.id, weight: backend.maxInFlight, limit: limit.limit, models: usable)
        candidate.isActive = backend.state == .active && shutOut == nil
        candidate.roles = backend.roles
        candidate.inFlight = traffic.inFlight
        candidate.queued = load.queued(at: now)
        candidate.admits = breaker.admits(at: now)
        candidate.allowsEarlyTrial = breaker.allowsEarlyTrial(at: now, after: trialPause)
        candidate.opensUntil = breaker.opensUntil
        return candidate
    }

    /// Takes one place.
    mutating func take() -> Breaker.Pass {
        traffic.begin()
        return breaker.pass()
    }

    /// Gives the place back with what was learnt of the backend.
    mutating func finish(_ end: PlaceEnd, pass: Breaker.Pass, at now: ContinuousClock.Instant, jitter: Double)
    {
        let growsNoMore = end.limit == .mayGrow && load.stopsGrowth(at: now)
        limit.apply(growsNoMore ? .unchanged : end.limit, inFlight: traffic.inFlight, at: now)
        breaker.record(end.breaker, of: pass, at: now, jitter: jitter)
        traffic.end(end, at: now)
        if let format = end.format { self.format = format }
        if let gone = end.missingModel {
            listing = listing?.without(gone)
            findUsable()
            discovery.askNow()
        }
        if let reason = end.shutOut { shutOut = reason }
    }

    mutating func replied(to image: SHA256Digest, byReference: Bool) {
        images.replied(to: image, byReference: byReference)
    }

    mutating func missed(_ image: SHA256Digest) { images.missed(image) }
}

extension PooledBackend {
    /// Takes in what the server's own metrics say.
    mutating func observe(_ reading: LoadReading, at now: ContinuousClock.Instant) {
        limit.apply(load.add(reading, at: now), inFlight: traffic.inFlight, at: now)
    }

    mutating func beginDiscovery() { discovery.begin() }

    /// Takes in what the backend lists: proof that its address and key are good.
    mutating func found(_ found: ModelListing, at now: ContinuousClock.Instant) {
        if let listing, listing.roots != found.roots { forgetServer() }
        listing = found
        findUsable()
        shutOut = nil
        discovery.succeeded(at: now)
    }

    mutating func discoveryFailed(_ error: ProbeError, at now: ContinuousClock.Instant) {
        if case .refused(let reason) = error { shutOut = reason }
        discovery.failed(at: now)
    }

    /// Another server answers at the address: what was learnt of the old one is void.
    private mutating func forgetServer() {
        format = .schema
        images = ImageReferences()
    }
}
