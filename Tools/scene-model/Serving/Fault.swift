/// A way in which the server can misbehave when it is told to.
enum Fault: String, Sendable, Hashable, CaseIterable {
    case tooMany = "429"
    case unavailable = "503"
    case failure = "500"
    /// No reply at all until the client gives up.
    case hang
    /// The connection breaks in the middle of the body.
    case drop
    /// 200 with a body that is not JSON.
    case garbage
    /// A right reply, a few bytes at a time.
    case drip
}

/// How often each fault happens, and when: by the number of the request and a seed.
struct FaultPlan: Sendable, Hashable {
    /// Shares 0…1; together at most 1.
    var rates: [Fault: Double] = [:]
    var seed: UInt64 = 0

    /// The fault of the `number`th request, nil for most.
    func fault(of number: Int) -> Fault? {
        var random = SeededGenerator(seed: SeededGenerator.mix(seed) ^ SeededGenerator.mix(UInt64(number)))
        var left = random.unit()
        for fault in Fault.allCases {
            left -= rates[fault] ?? 0
            if left < 0 { return fault }
        }
        return nil
    }
}
