/// A value that is never printed: descriptions and dumps show dots.
package struct Secret: Sendable, Equatable {
    /// The value itself, for the one place that must send it.
    package let exposed: String

    package init(_ value: String) { self.exposed = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "••••" }
    package var debugDescription: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
