/// Takes the next bytes of an export; waits for whoever reads them.
typealias ByteSink = @Sendable (ArraySlice<UInt8>) async throws -> Void
