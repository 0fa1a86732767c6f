/// Looks at the services' memory once a second.
actor MemoryWatch {
    private(set) var peak = MemoryPeak()

    /// Looks until cancelled.
    func watch(_ processes: [RunningProcess]) async {
        while !Task.isCancelled {
            peak.look(at: processes)
            // Cancellation is looked at above.
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
