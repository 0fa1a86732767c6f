/// Why a line of an intake was not stored.
package struct IntakeProblem: Error, Sendable, Codable, Hashable {
    package var code: IntakeCode
    package var message: String
    /// The field it is about (RFC 6901), empty for the whole line.
    package var pointer: String

    package init(code: IntakeCode, message: String, pointer: String = "") {
        self.code = code
        self.message = message
        self.pointer = pointer
    }
}
