import Contracts
import Foundation
import PipelineSupport
import Settings
import StageWorker
import Testing

@testable import Orchestrator

/// What deploy/docker-compose.yml promises, read from the file alone.
@Suite struct ComposeFileTests {
    private let file: ComposeFile
    /// All but PostgreSQL and the migration, which ends.
    private let lasting: [ComposeService]
    private static let stages = ["generator", "reviser", "verifier"]

    init() throws {
        file = try ComposeFile.shipped()
        lasting = file.services.filter { !["postgres", "migrate"].contains($0.name) }
    }

    @Test func `all services run from the one image`() {
        #expect(
            file.services.map(\.name)
                == ["generator", "migrate", "orchestrator", "postgres", "reviser", "scene-model", "verifier"])
        for service in file.services where service.name != "postgres" {
            #expect(service.image == "pairmill:latest", "\(service.name)")
        }
    }

    @Test func `only the Orchestrator is reachable, from this machine alone`() throws {
        for service in file.services {
            let ports = service.name == "orchestrator" ? ["127.0.0.1:8080:8080"] : []
            #expect(service.ports == ports, "\(service.name)")
            #expect(service.fields["network_mode"] == nil, "\(service.name)")
        }
    }

    @Test func `any stage can be scaled: nothing of it exists once only`() {
        for service in file.services {
            #expect(service.fields["container_name"] == nil, "\(service.name)")
            #expect(service.environment["PAIRMILL_NAME"] == nil, "\(service.name)")
        }
        for service in lasting where Self.stages.contains(service.name) {
            // Processes may share the cache; anything else of a disk is one process's own.
            #expect(service.fields["volumes"] == ["cache:/var/lib/pairmill/cache"], "\(service.name)")
        }
    }

    @Test func `what lasts restarts, is checked, and has time to stop`() {
        for service in lasting {
            #expect(service.restart == "unless-stopped", "\(service.name)")
            #expect(service.healthCommand != nil, "\(service.name)")
            #expect(service.stopGrace >= .seconds(60), "\(service.name)")
            #expect(service.fields["init"] == true, "\(service.name)")
        }
        #expect(file.service("postgres")?.restart == "unless-stopped")
    }

    @Test func `services start after the migration, which ends and starts after the database`() {
        for service in lasting where service.name != "scene-model" {
            #expect(service.needs == ["migrate": .completed], "\(service.name)")
        }
        #expect(file.service("migrate")?.needs == ["postgres": .healthy])
        #expect(file.service("migrate")?.restart == "no")
        #expect(file.service("scene-model")?.needs == [:])
    }

    @Test func `each service reads every variable it is given, and its grace fits the file's`() throws {
        for name in ["orchestrator"] + Self.stages {
            let service = try #require(file.service(name))
            var reader = SettingsReader(environment: service.environment)
            let settings =
                name == "orchestrator"
                ? OrchestratorSettings(reading: &reader).service
                : StageSettings(reading: &reader, service: name, port: 1).service
            try reader.finish()
            let given = service.environment.keys.filter { $0.hasPrefix("PAIRMILL_") }
            #expect(Set(given).subtracting(reader.asked) == [], "\(name)")
            #expect(settings.grace < service.stopGrace, "\(name)")
        }
    }

    @Test func `variables have the value of the shell or their default`() throws {
        let text = "services: {a: {image: \"${A:-x:1}/$B/$$\", command: ['${B}']}}"
        let service = try ComposeFile(parsing: text, environment: ["B": "b"]).services.first
        #expect(service?.image == "x:1/b/$")
        #expect(service?.command == ["b"])
        #expect(throws: PipelineError.self) { try ComposeFile(parsing: text) }
    }
}
