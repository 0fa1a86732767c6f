/// Why compressed bytes can't be read on.
package enum GzipError: Error, Sendable, Equatable {
    /// They are no gzip, or damaged.
    case malformed
    /// They end too early.
    case truncated
    /// They grow more than anything sensible does.
    case bomb
    case outOfMemory
}
