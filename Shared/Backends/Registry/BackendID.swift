/// The name of a backend: opaque, and the same in every service.
package struct BackendID: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
}

extension BackendID: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension BackendID: CustomStringConvertible {
    package var description: String { rawValue }
}
