/// What is known of an adapter.
package enum AdapterState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Checked on paper; it has not answered yet.
    case new
    /// It passed its gate on every backend of its role (BACKENDS §7).
    case proven
    /// It changes nothing, or breaks the model.
    case inert
    /// Another one took its place before it served.
    case superseded
}
