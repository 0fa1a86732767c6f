/// What a reply says about how much a backend can take (BACKENDS §3).
package enum LimitEffect: Sendable, Equatable {
    case mayGrow
    case cut
    case unchanged
}
