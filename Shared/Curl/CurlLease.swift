/// The right to read one transfer; cancels it when the last holder lets go.
final class CurlLease: Sendable {
    let id: UInt
    private let multi: CurlMulti

    init(id: UInt, multi: CurlMulti) {
        self.id = id
        self.multi = multi
    }

    deinit { multi.post { [id] in $0.forget(id) } }

    func next() async throws(CurlError) -> [UInt8]? {
        try await multi.cutShort(id) { [multi, id] in await multi.next(id) }
    }
}
