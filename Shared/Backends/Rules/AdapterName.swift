/// The names of our adapters: `<gen|rev>-<job8>-r<round>-<sha12>` (BACKENDS §7).
package enum AdapterName {
    /// Whether a model's name is one that only we give.
    package static func isOne(_ name: String) -> Bool {
        name.wholeMatch(of: /(gen|rev)-[0-9a-f]{8}-r[0-9]{1,2}-[0-9a-f]{12}/) != nil
    }
}
