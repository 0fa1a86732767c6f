/// A multipart upload that was read to its end: its images are stored, its lines are not.
struct SampleUpload: Sendable {
    let images: UploadedImages
    /// They wait in a temporary file until all images are there.
    let lines: AsyncThrowingStream<ArraySlice<UInt8>, any Error>
}

/// What one multipart upload may bring (ours).
struct UploadLimits: Sendable {
    /// Images: a name and a digest of each are kept in memory.
    var parts = 100_000
    /// A part's name, which is a path.
    var nameBytes = 1_024
    /// All lines, which wait on the disk.
    var lineBytes: Int64 = 8 << 30
}
