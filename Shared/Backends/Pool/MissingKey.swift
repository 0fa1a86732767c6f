/// A backend's row names a variable that this process does not have.
struct MissingKey: Error, CustomStringConvertible {
    let variable: String

    var description: String { "its key_env \(variable) is not set in this process; set it and restart" }
}
