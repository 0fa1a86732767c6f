package import Domain
package import Records

/// Reads inputs of many tasks in one statement.
///
/// Whoever asks while nobody reads becomes the reader; all that ask meanwhile are
/// read together next. So a claim of 64 tasks costs two statements at most.
package actor InputReader {
    private typealias Waiter = CheckedContinuation<TaskInput?, any Error>

    private let inputs: TaskInputs
    private var waiting: [(task: TaskID, waiter: Waiter)] = []
    private var isReading = false

    package init(_ inputs: TaskInputs) { self.inputs = inputs }

    /// The input of one task; nil if its sample or text is gone.
    package func input(of task: TaskID) async throws -> TaskInput? {
        guard isReading else {
            isReading = true
            let first = await readFirst(task)
            await readWaiting()
            isReading = false
            return try first.get()
        }
        return try await withCheckedThrowingContinuation { waiting.append((task, $0)) }
    }

    private func readFirst(_ task: TaskID) async -> Result<TaskInput?, any Error> {
        do { return .success(try await inputs.read([task])[task]) } catch { return .failure(error) }
    }

    private func readWaiting() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            do {
                let read = try await inputs.read(batch.map(\.task))
                for (task, waiter) in batch { waiter.resume(returning: read[task]) }
            } catch {
                for (_, waiter) in batch { waiter.resume(throwing: error) }
            }
        }
    }
}
