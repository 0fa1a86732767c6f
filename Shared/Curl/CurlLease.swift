/// The right to read one transfer; cancels it when the last holder lets go.
final class CurlLease: Sendable {
    let id: UInt
    private let multi: CurlMulti

    init(id: UInt, multi: CurlMulti) {
        self.id = id
        self.multi = multi
    }

    deinit { multi.post { [id] in $0.forget(id) } }

    /// Runs an operation that a cancelled task cuts short, along with the transfer.
    func cancelling<Value: Sendable>(
        _ operation: (CurlMulti) async -> Result<Value, CurlError>
    ) async throws(CurlError) -> Value {
        let result = await withTaskCancellationHandler {
            await operation(multi)
        } onCancel: { [multi, id] in
            multi.post { $0.cancel(id) }
        }
        return try result.get()
    }

    func next() async throws(CurlError) -> [UInt8]? {
        try await cancelling { [id] in await $0.next(id) }
    }
}
