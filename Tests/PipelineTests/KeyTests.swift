import Access
import Contracts
import HTTPServing
import HTTPTypes
import PipelineSupport
import Postgres
import Records
import TaskQueue
import TestSupport
import Testing

extension PipelineTests {
    /// Who may do what with the services as they run.
    @Suite struct KeyTests {
        private static let programs = ["orchestrator", "generator", "reviser", "verifier"]

        @Test func `without keys everybody may do everything on loopback, and from the first key on nobody`()
            async throws
        {
            try await withPipeline { pipeline in
                var urls: [String] = []
                for program in Self.programs { urls.append(await pipeline.url(of: program)) }
                for url in urls {
                    #expect(try await pipeline.send("GET", "/v1/backends", to: url).status == 200)
                }
                _ = try await pipeline.makeKey(.viewer)
                try await pipeline.untilKeysAreAsked(by: urls)
            }
        }

        @Test func `every route of every service asks for its role, and only five are open`() async throws {
            try await withPipeline { pipeline in
                var keys: [KeyRole: APIKey] = [:]
                for role in KeyRole.allCases { keys[role] = try await pipeline.makeKey(role) }
                let last = try #require(keys[.operator])
                for program in Self.programs {
                    let url = await pipeline.url(of: program)
                    try await pipeline.untilKnown(last, by: url)
                    let routes = try await Routes().of(program)
                    let open = routes.filter { $0.needs == nil }.map(\.pattern)
                    #expect(open == ["/livez", "/readyz", "/metrics", "/version", "/openapi.json"])
                    #expect(routes.count > open.count)
                    for route in routes { try await Self.walk(route, keys, pipeline, url) }
                }
                // Of its own routes a stage gives nothing to others than operators.
                for stage in Self.programs.dropFirst() {
                    let needs = try await Routes().of(stage).compactMap(\.needs)
                    #expect(Set(needs) == [.operator], "\(stage)")
                }
            }
        }

        /// Asks for a route without a key, with a wrong one, and with each role's.
        private static func walk(
            _ route: Route, _ keys: [KeyRole: APIKey], _ pipeline: Pipeline, _ url: String
        ) async throws {
            let path = route.pattern.replacing(/\{[a-z0-9]+\}/, with: "x")
            let body = Array("{}".utf8)
            func status(_ key: APIKey?) async throws -> Int {
                try await pipeline.send(
                    route.method.rawValue, path, body: route.method == .get ? [] : body, key: key?.exposed,
                    to: url
                ).status
            }
            let refusals = [401, 403]
            guard let needs = route.needs else {
                let status = try await status(nil)
                return #expect(!refusals.contains(status), "\(route.pattern)")
            }
            #expect(try await status(nil) == 401, "\(route.method) \(route.pattern)")
            #expect(try await status(.make()) == 401, "\(route.method) \(route.pattern)")
            for (role, key) in keys {
                let status = try await status(key)
                let isRight = role >= needs ? !refusals.contains(status) : status == 403
                #expect(isRight, "\(route.method) \(route.pattern) as \(role): \(status)")
            }
        }

        @Test func `a stream of events ends when the key it came with is revoked`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let reader = try await pipeline.makeKey(.viewer)
                let admin = try await pipeline.makeKey(.operator)
                let url = await pipeline.url(of: "orchestrator")
                try await pipeline.untilKnown(admin, by: url)
                await pipeline.setKey(admin.exposed)
                let job = try await pipeline.startJob(samples: 1)
                try await withThrowingTaskGroup(of: Answer.self) { group in
                    group.addTask {
                        try await pipeline.send("GET", "/v1/jobs/\(job)/events", key: reader.exposed)
                    }
                    try await pipeline.until("the stream has begun", within: .seconds(30)) {
                        let page = try await pipeline.send("GET", "/metrics").text
                        // The one that asks for the page is the other.
                        return page.contains("pairmill_http_requests_running{server=\"orchestrator\"} 2")
                    }
                    #expect(try await pipeline.send("DELETE", "/v1/keys/\(reader.id)").status == 200)
                    let stream = try await group.next()
                    #expect(stream?.status == 200)
                    #expect(stream?.text.contains("event: end") == false)
                }
            }
        }

        @Test func `the answer with a new key is not kept, so its request can't be named`() async throws {
            try await withPipeline(replicas: 0) { pipeline in
                let answer = try await pipeline.send(
                    "POST", "/v1/keys", body: Array(#"{"name": "a", "role": "viewer"}"#.utf8),
                    fields: [(name: "Idempotency-Key", value: "1")])
                #expect(answer.status == 400)
                #expect(answer.text.contains("not_idempotent"))
            }
        }

        @Test func `keys are made, listed and revoked by the API, shown once and never logged`() async throws
        {
            try await withPipeline { pipeline in
                let chief = try await pipeline.makeKey(.operator, name: "chief")
                let orchestrator = await pipeline.url(of: "orchestrator")
                let generator = await pipeline.url(of: "generator")
                try await pipeline.untilKeysAreAsked(by: [orchestrator, generator])
                await pipeline.setKey(chief.exposed)

                let made = try await pipeline.send(
                    "POST", "/v1/keys", json: ["name": "alice", "role": "operator", "expires": "90d"]
                ).succeeded().json
                let alice = try #require(made["key"]?.text.flatMap(APIKey.init(parsing:)))
                #expect(made["id"]?.text == alice.id)
                let status: @Sendable (String) async throws -> Int = { url in
                    try await pipeline.send("GET", "/v1/backends", key: alice.exposed, to: url).status
                }
                #expect(try await status(orchestrator) == 200)
                try await pipeline.until("the generator knows the key", within: .seconds(10)) {
                    try await status(generator) == 200
                }
                let list = try await pipeline.send("GET", "/v1/keys").succeeded()
                #expect(
                    try list.json["data"]?.elements?.compactMap { $0["name"]?.text } == ["chief", "alice"])
                #expect(!list.text.contains(alice.exposed.suffix(43)))

                #expect(try await pipeline.send("DELETE", "/v1/keys/\(alice.exposed)").status == 404)
                let revoked = try await pipeline.send("DELETE", "/v1/keys/\(alice.id)").succeeded().json
                #expect(revoked["state"] == "revoked")
                #expect(try await status(orchestrator) == 401)
                try await pipeline.until("the generator knows that it is revoked", within: .seconds(10)) {
                    try await status(generator) == 401
                }
                let logs = await pipeline.logs
                #expect(logs.contains(#""message":"audit""#))
                for key in [alice, chief] { #expect(!logs.contains(key.exposed.suffix(43))) }
            }
        }

        @Test func `what is wrong with the order of a key is named, all at once`() async throws {
            try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
                try await withPipeline(on: $0) { pipeline in
                    try await pipeline.start("orchestrator")
                    let refused = try await pipeline.send(
                        "POST", "/v1/keys", json: ["role": "chief", "nam": "x", "jobs": 0])
                    #expect(refused.status == 422)
                    #expect(try Set(refused.pointers) == ["/role", "/nam", "/name", "/jobs"])
                }
            }
        }

        @Test func `a job goes its whole way with keys, and stages read images with one`() async throws {
            try await withStandIn(StandInBackend()) { backend in
                try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
                    try await withPipeline(on: $0) { pipeline in
                        let submitter = try await pipeline.makeKey(.submitter)
                        let viewer = try await pipeline.makeKey(.viewer)
                        let url = try await pipeline.start(
                            "orchestrator", ["PAIRMILL_BACKENDS": backend]
                        ).url
                        try await pipeline.startStages([
                            "PAIRMILL_BLOBS": url, "PAIRMILL_BLOB_CACHE_SIZE": "0",
                            "PAIRMILL_API_KEY": viewer.exposed,
                        ])
                        await pipeline.setKey(submitter.exposed)
                        let job = try await pipeline.startJob(samples: 2)
                        try await pipeline.wait(for: job, toBe: "done")
                    }
                }
            }
        }

        @Test func `a key has so many jobs that are not over, and one more once one is cancelled`()
            async throws
        {
            try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
                try await withPipeline(on: $0) { pipeline in
                    let key = try await pipeline.makeKey(.submitter, "--jobs", "1")
                    try await pipeline.start("orchestrator")
                    await pipeline.setKey(key.exposed)
                    let order: JSONValue = ["preset": "ipa", "name": "first"]
                    let first = try await pipeline.send("POST", "/v1/jobs", json: order).succeeded().json
                    let refused = try await pipeline.send("POST", "/v1/jobs", json: order)
                    #expect(refused.status == 429)
                    #expect(refused["Retry-After"] == "60")
                    #expect(try refused.json["code"] == "too_many_jobs")
                    let id = try #require(first["id"]?.text)
                    _ = try await pipeline.send("POST", "/v1/jobs/\(id)/cancel").succeeded()
                    _ = try await pipeline.send("POST", "/v1/jobs", json: order).succeeded()
                    let list = try await pipeline.keys("list").printed
                    #expect(list.contains("1 job"))
                }
            }
        }

        @Test func `beyond loopback a service needs a key or the word of its operator`() async throws {
            try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
                try await withPipeline(on: $0) { pipeline in
                    let port = try Pipeline.freePort()
                    let wide = ["PAIRMILL_LISTEN": "0.0.0.0:\(port)"]
                    for program in ["orchestrator", "verifier"] {
                        let refused = try await pipeline.launch(program, wide).process
                        try await pipeline.until("\(program) has ended", within: .seconds(30)) {
                            refused.exitCode == 78
                        }
                        #expect(refused.printed.contains("orchestrator keys create"))
                    }
                    let url = "http://127.0.0.1:\(port)"
                    let open = try await pipeline.launch(
                        "orchestrator", wide.merging(["PAIRMILL_INSECURE": "true"]) { $1 })
                    try await pipeline.until("it lets everybody in", within: .seconds(30)) {
                        try await pipeline.send("GET", "/v1/jobs", to: url).status == 200
                    }
                    open.process.terminate()
                    try await pipeline.until("it is gone", within: .seconds(30)) { open.process.isGone }

                    let key = try await pipeline.makeKey(.viewer)
                    _ = try await pipeline.launch("orchestrator", wide)
                    try await pipeline.until("it lets the key in", within: .seconds(30)) {
                        try await pipeline.send("GET", "/v1/jobs", key: key.exposed, to: url).status == 200
                    }
                    #expect(try await pipeline.send("GET", "/v1/jobs", to: url).status == 401)
                }
            }
        }

        @Test func `a process that can't read the keys lets nobody in, and lives`() async throws {
            try await withTestDatabase { database in
                try await withPipeline(on: database) { pipeline in
                    let service = try await pipeline.launch("orchestrator")
                    try await pipeline.until("it lives", within: .seconds(30)) {
                        try await pipeline.send("GET", "/livez", to: service.url).status == 200
                    }
                    let answer = try await pipeline.send("GET", "/v1/jobs", to: service.url)
                    #expect(answer.status == 503)
                    #expect(try answer.json["code"] == "keys_unknown")
                    let ready = try await pipeline.send("GET", "/readyz", to: service.url)
                    #expect(ready.text.contains("the API keys have not been read yet"))
                }
            }
        }

        @Test func `orchestrator keys says what is wrong, and revokes by id or by the whole key`()
            async throws
        {
            try await withTestDatabase(migrations: [QueueSchema.migrations, RecordsSchema.migrations]) {
                try await withPipeline(on: $0) { pipeline in
                    #expect(try await pipeline.keys("list").printed.contains("no key was ever made"))
                    for (arguments, hint) in [
                        (["--role", "chief", "--name", "x"], "viewer"), (["--role", "viewer"], "--name"),
                        (["--role", "viewer", "--name", ""], "1 to 100 characters"),
                        (["--role", "viewer", "--name", "x", "--expires", "soon"], "90d"),
                    ] {
                        let command = try await pipeline.launch(
                            "orchestrator", arguments: ["keys", "create"] + arguments
                        ).process
                        try await pipeline.until("it has ended", within: .seconds(30)) {
                            command.exitCode == 64
                        }
                        #expect(command.printed.contains(hint), "\(command.printed)")
                    }
                    let (first, second) = (
                        try await pipeline.makeKey(.viewer, name: "first"),
                        try await pipeline.makeKey(.operator, name: "second")
                    )
                    #expect(try await pipeline.keys("revoke", first.id).printed.contains("revoked"))
                    #expect(try await pipeline.keys("revoke", second.exposed).code == 0)
                    let unknown = try await pipeline.keys("revoke", APIKey.make().id)
                    #expect(unknown.code != 0 && unknown.printed.contains("there is no key"))
                    let list = try await pipeline.keys("list").printed
                    #expect(list.split(separator: "\n").count == 2)
                    #expect(list.contains(first.id) && list.contains("second"))
                    #expect(!list.contains(second.exposed.suffix(43)))
                }
            }
        }
    }
}
