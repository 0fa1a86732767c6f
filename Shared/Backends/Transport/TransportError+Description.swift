extension TransportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .beforeFirstByte(let reason): "no reply: \(reason)"
        case .brokenOff(let reason): "the reply broke off: \(reason)"
        case .deadline: "no whole reply within the deadline"
        case .cancelled: "cancelled"
        case .unusable(let reason): "the request can't be sent: \(reason)"
        }
    }

    /// Whether no server had a part in it, so that asking again is no use.
    var isOurs: Bool {
        if case .unusable = self { true } else { false }
    }
}
