import Contracts
import Foundation
import PipelineSupport
import TestSupport

/// The services of a Compose file as processes of this machine, with the commands and the
/// environment the file gives them; only names of hosts and folders are put in place.
actor ComposeStack {
    /// One container's stand-in.
    struct Member: Sendable {
        let service: ComposeService
        let name: String
        let port: UInt16
        let process: ServiceProcess
    }

    let pipeline: Pipeline
    private let file: ComposeFile
    private let replicas: [String: Int]
    private let socket: String
    private let database: String
    private var ports: [String: [UInt16]] = [:]
    private var members: [Member] = []

    /// `database`: where PostgreSQL listens, as `host=… user=… dbname=…`; its users are those of the file.
    init(_ file: ComposeFile, replicas: [String: Int], pipeline: Pipeline, database: String) throws {
        self.file = file
        self.replicas = replicas
        self.pipeline = pipeline
        let words = database.split(separator: " ").map { $0.split(separator: "=").map(String.init) }
        socket = words.first { $0.first == "host" }?.last ?? ""
        self.database = words.first { $0.first == "dbname" }?.last ?? ""
        for service in file.services {
            ports[service.name] = try (0..<(replicas[service.name] ?? 1)).map { _ in try Pipeline.freePort() }
        }
    }

    /// Starts each service once what it depends on is so far, and returns once all are healthy.
    func up() async throws {
        var waiting = file.services.filter { $0.name != "postgres" }
        while !waiting.isEmpty {
            let next = try await self.next(of: waiting)
            for index in 0..<(replicas[next.name] ?? 1) { try await start(next, index) }
            waiting.removeAll { $0.name == next.name }
        }
        for member in members where member.service.healthCommand != nil {
            try await pipeline.until("\(member.name) is healthy", within: .seconds(30)) {
                try await self.isHealthy(member.service, port: member.port)
            }
        }
    }

    /// Stops all in the reverse order with SIGTERM and says what each ended with; nil if it was too slow.
    func down() async throws -> [String: Int32?] {
        var codes: [String: Int32?] = [:]
        for member in members.reversed() where !member.process.isGone {
            member.process.terminate()
            // Too slow: the code stays nil.
            try? await pipeline.until("\(member.name) ends", within: member.service.stopGrace) {
                member.process.exitCode != nil
            }
            codes[member.name] = member.process.exitCode
        }
        return codes
    }

    /// Where the first process of a service listens.
    func url(of service: String) -> String { "http://127.0.0.1:\(ports[service]?.first ?? 0)" }

    /// A service whose conditions hold, waiting for them if need be.
    private func next(of waiting: [ComposeService]) async throws -> ComposeService {
        guard
            let next = waiting.first(where: { service in
                service.needs.keys.allSatisfy { need in !waiting.contains { $0.name == need } }
            })
        else { throw PipelineError.notStarted("any of \(waiting.map(\.name)): they wait for each other") }
        for (need, condition) in next.needs {
            try await pipeline.until("\(need) is \(condition.rawValue)", within: .seconds(60)) {
                try await self.holds(condition, of: need)
            }
        }
        return next
    }

    private func holds(_ condition: ComposeService.Condition, of name: String) async throws -> Bool {
        guard let service = file.service(name) else { throw PipelineError.notStarted(name) }
        switch condition {
        case .started: return true
        case .completed: return members.first { $0.service.name == name }?.process.exitCode == 0
        case .healthy: return try await isHealthy(service, port: ports[name]?.first ?? 0)
        }
    }

    private func start(_ service: ComposeService, _ index: Int) async throws {
        guard let program = service.command.first, let port = ports[service.name]?[index] else {
            throw PipelineError.notStarted(service.name)
        }
        let process = try await pipeline.launch(
            program, service.command.dropFirst().map { inPlace($0, port: port) },
            exactly: service.environment.mapValues { inPlace($0, port: port) },
            url: "http://127.0.0.1:\(port)"
        ).process
        members.append(
            Member(service: service, name: "\(service.name)-\(index + 1)", port: port, process: process))
    }

    /// Runs a health check as it stands, with a database's programs told where its socket is.
    private func isHealthy(_ service: ComposeService, port: UInt16) async throws -> Bool {
        guard let command = service.healthCommand else {
            throw PipelineError.notStarted("\(service.name): it has no health check")
        }
        return try await SystemCommand(command.map { inPlace($0, port: port) }, ["PGHOST": socket]).run() == 0
    }

    /// Puts this machine's ports and folders where the file names hosts and volumes.
    private func inPlace(_ text: String, port: UInt16) -> String {
        let text =
            text
            .replacing("@postgres/pairmill", with: "@/\(database)?host=\(socket.replacing("/", with: "%2F"))")
            .replacing("/var/lib/pairmill", with: pipeline.folder.path)
            .replacing(/(0\.0\.0\.0|127\.0\.0\.1):80\d\d/, with: "127.0.0.1:\(port)")
        return text.replacing(/\/\/(?<host>[a-z-]+):80\d\d/) { match in
            ports[String(match.host)]?.first.map { "//127.0.0.1:\($0)" } ?? String(match.0)
        }
    }
}
