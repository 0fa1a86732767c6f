/// Reads the servers' own load from their metrics pages, every 5 s.
package struct LoadScraping: Sendable {
    private let pool: BackendPool
    private let requests: DirectRequests

    package init(pool: BackendPool, transport: any ChatTransport) {
        self.pool = pool
        requests = DirectRequests(transport: transport, keys: pool.keys)
    }

    /// Reads until it is cancelled.
    package func run() async {
        while !Task.isCancelled {
            await readAll()
            // Cancelled: the loop ends.
            try? await Task.sleep(for: .seconds(5))
        }
    }

    /// Reads every server that has such a page once, side by side.
    package func readAll() async {
        let targets = await pool.loadTargets()
        await withDiscardingTaskGroup { group in
            for (backend, kind) in targets { group.addTask { await read(backend, kind: kind) } }
        }
    }

    /// A page that does not come says nothing: load only refines what replies tell.
    private func read(_ backend: Backend, kind: Backend.Kind) async {
        let reply = try? await requests.reply(of: backend, to: .get, "/metrics", within: .seconds(3))
        guard let reply, reply.status == 200,
            let reading = LoadReading(page: String(decoding: reply.body, as: UTF8.self), kind: kind)
        else { return }
        await pool.record(reading, of: backend)
    }
}
