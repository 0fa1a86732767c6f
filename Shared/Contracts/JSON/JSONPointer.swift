/// A place in a JSON text (RFC 6901), as messages and problems name it.
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// The whole text.
    package static let root = JSONPointer(description: "")

    package func appending(_ name: String) -> JSONPointer {
        let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
        return JSONPointer(description: description + "/" + escaped)
    }

    package func appending(_ index: Int) -> JSONPointer { appending(String(index)) }
}
