/// The version all programs of this build say they have.
package enum ProcessVersion {
    package static let current = "0.1.0"
}
