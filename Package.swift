// swift-tools-version: 6.3
// The manifest is the dependency diagram: read it top down, arrows only point up the page.
import PackageDescription

let package = Package(
    name: "pairmill",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "pairmill", targets: ["pairmill"]),
        .executable(name: "scene-model", targets: ["scene-model"]),
        .executable(name: "generator", targets: ["Generator"]),
        .executable(name: "reviser", targets: ["Reviser"]),
        .executable(name: "verifier", targets: ["Verifier"]),
        .executable(name: "orchestrator", targets: ["Orchestrator"]),
        // Loaded before libc by tests that set a process's clock.
        .library(name: "wall-clock", type: .dynamic, targets: ["CWallClock"]),
    ],
    dependencies: packages(),
    targets: [
        // C libraries, each imported by exactly one Swift module.
        .target(name: "CEpoll", path: "Shared/C/CEpoll"), c("CCrypto", "libcrypto"), c("CCurl", "libcurl"),
        c("CLibPQ", "libpq"), c("CMalloc"), c("COpenSSL", "openssl"), c("CVips", "vips"), c("CZlib", "zlib"),

        // Values and pure rules.
        shared("Spelling"), shared("Digests", "CCrypto"), shared("Access", "Digests"),
        shared("Domain", "Digests"), shared("Schemas"),
        shared(
            "Contracts", "Domain", "Digests", "Schemas", "Spelling", "swift-collections/OrderedCollections"),

        // What every process needs.
        shared("Settings", "Spelling", "swift-configuration/Configuration"),
        shared("Telemetry", "swift-log/Logging", "swift-metrics/Metrics", "swift-metrics/CoreMetrics"),

        // Input and output.
        shared("Blocking", "swift-collections/DequeModule"),
        shared("EventLoop", "CEpoll", "swift-collections/DequeModule"),
        shared("TLS", "EventLoop", "COpenSSL"), shared("Gzip", "CZlib"),
        shared(
            "HTTPServing", "Access", "EventLoop", "Gzip", "Schemas", "TLS", "Telemetry",
            "swift-http-types/HTTPTypes",
            "swift-log/Logging", "swift-metrics/Metrics", "swift-service-lifecycle/ServiceLifecycle",
            "swift-collections/DequeModule"),
        shared("Curl", "EventLoop", "CCurl", "swift-collections/DequeModule"),
        shared(
            "Postgres", "CLibPQ", "Digests", "Telemetry", "swift-log/Logging",
            "swift-collections/DequeModule"),
        shared(
            "Lifecycle", "Access", "Blocking", "CMalloc", "EventLoop", "TLS", "HTTPServing", "Postgres",
            "Telemetry",
            "Settings",
            "swift-log/Logging", "swift-service-lifecycle/ServiceLifecycle"),
        shared("EmbeddedPostgres"), shared("Archives", "Digests"),

        // The work itself.
        shared(
            "TaskQueue", "Domain", "Postgres", "Settings", "Telemetry", "swift-log/Logging",
            "swift-metrics/Metrics", "swift-collections/DequeModule", embeds: "Schema"),
        shared(
            "Records", "Access", "Domain", "Digests", "Postgres", "TaskQueue", "swift-log/Logging",
            embeds: "Schema"),
        shared("Images", "Domain", "Digests", "CVips"),
        shared("Blobs", "Digests", "Blocking", "Curl", "swift-log/Logging"),
        shared(
            "Backends", "Domain", "Contracts", "Digests", "Schemas", "EventLoop", "Curl", "Telemetry",
            "swift-log/Logging", "swift-metrics/Metrics", "swift-collections/DequeModule"),
        shared(
            "StageWorker", "Access", "Blocking", "Domain", "Contracts", "Digests", "Postgres", "TaskQueue",
            "Records", "Backends", "Blobs", "EventLoop", "Curl", "HTTPServing", "Settings", "Telemetry",
            "Lifecycle", "swift-log/Logging", "swift-metrics/Metrics", "swift-http-types/HTTPTypes",
            "swift-service-lifecycle/ServiceLifecycle"),

        // Services. Of the stages only the Generator sees Images: nobody else can perturb a picture.
        stage("Generator", "Images"), stage("Reviser"), stage("Verifier"),
        service(
            "Orchestrator", "swift-argument-parser/ArgumentParser", "Access", "Domain", "Contracts",
            "Digests", "Schemas", "Spelling", "Postgres", "TaskQueue", "Records", "HTTPServing", "EventLoop",
            "Images",
            "Archives", "Blocking", "Blobs", "Curl", "Backends", "swift-http-types/HTTPTypes",
            "swift-collections/OrderedCollections", embeds: "Prompts"),

        // Tools. pairmill has no Postgres, which proves that the REST API is complete.
        tool(
            "pairmill", "Domain", "Contracts", "Blocking", "EventLoop", "Curl", "EmbeddedPostgres",
            "swift-argument-parser/ArgumentParser", "swift-collections/OrderedCollections"),
        tool(
            "scene-model", "Domain", "Contracts", "Digests", "Archives", "Blocking", "EventLoop",
            "HTTPServing", "Images", "Settings", "Telemetry", "Lifecycle",
            "swift-argument-parser/ArgumentParser", "swift-log/Logging", "swift-http-types/HTTPTypes",
            "swift-service-lifecycle/ServiceLifecycle", "swift-collections/DequeModule"),
        tool("check", "swift-argument-parser/ArgumentParser"),

        // Tests, file for file with what they test.
        support("TestSupport", "CZlib", "Postgres", "EmbeddedPostgres", "swift-log/Logging"),
        support(
            "PipelineSupport", "Contracts", "Digests", "Domain", "EventLoop", "Curl", "HTTPServing", "Images",
            "Postgres", "TaskQueue", "Records", "TestSupport", "swift-collections/OrderedCollections",
            "swift-http-types/HTTPTypes", "swift-log/Logging"),
        support(
            "FaultSupport", "PipelineSupport", "TestSupport", "Contracts", "Digests", "Domain", "EventLoop",
            "Curl", "Postgres", "EmbeddedPostgres", "TaskQueue", "Records",
            "swift-collections/OrderedCollections"),
        tests("Spelling"), tests("Digests"), tests("Access", "Digests"), tests("Domain", "Digests"),
        tests("Schemas"),
        tests("Contracts", "Domain", "Digests", "Schemas", "swift-collections/OrderedCollections"),
        tests("Settings"), tests("Telemetry", "swift-log/Logging", "swift-metrics/CoreMetrics"),
        tests("EventLoop"), tests("Blocking"), tests("Gzip", "TestSupport"), tests("Archives", "TestSupport"),
        tests("check", as: "CheckTests"),
        tests("Lifecycle", "swift-log/Logging", "swift-service-lifecycle/ServiceLifecycle"),
        tests(
            "HTTPServing", "Access", "Blocking", "EventLoop", "Schemas", "TLS", "COpenSSL", "TestSupport",
            "swift-log/Logging", "swift-http-types/HTTPTypes"),
        tests("Curl", "EventLoop", "HTTPServing", "swift-http-types/HTTPTypes"),
        tests("Postgres", "EmbeddedPostgres", "TestSupport", "swift-log/Logging"),
        tests("TaskQueue", "Domain", "Postgres", "Settings", "TestSupport", "swift-log/Logging"),
        tests(
            "Records", "Access", "Domain", "Digests", "Postgres", "TaskQueue", "TestSupport",
            "swift-log/Logging"),
        tests("Images", "Domain", "Digests"),
        tests(
            "Blobs", "Digests", "Blocking", "Curl", "EventLoop", "HTTPServing", "swift-log/Logging",
            "swift-http-types/HTTPTypes"),
        tests(
            "Backends", "Domain", "Contracts", "Digests", "EventLoop", "Curl", "HTTPServing",
            "swift-http-types/HTTPTypes", "swift-log/Logging"),
        tests(
            "scene-model", "Domain", "Contracts", "Digests", "Images", "Settings", "EventLoop", "HTTPServing",
            "Curl", "TestSupport", "swift-log/Logging", as: "SceneModelTests"),
        tests(
            "pairmill", "Domain", "Contracts", "Digests", "Curl", "swift-argument-parser/ArgumentParser",
            as: "PairmillTests"),
        .target(name: "CRawEcho", path: "Tests/CRawEcho"),
        .target(name: "CWallClock", path: "Tests/CWallClock"),
        // `swift run -c release benchmarks <subject>`: prints figures, asserts nothing.
        run(
            "benchmarks", at: "Benchmarks", "Domain", "Contracts", "EventLoop", "Curl", "HTTPServing",
            "Telemetry", "Postgres", "EmbeddedPostgres", "TaskQueue", "CRawEcho",
            "swift-argument-parser/ArgumentParser", "swift-http-types/HTTPTypes", "swift-log/Logging",
            "swift-metrics/CoreMetrics"),
        tests(
            "StageWorker", "Domain", "Contracts", "Digests", "Backends", "TaskQueue", "Blobs", "HTTPServing",
            "Postgres"),
        tests("Generator", "Reviser", "Verifier", "Domain", as: "PromptTests"),
        tests(
            "Orchestrator", "swift-argument-parser/ArgumentParser", "Domain", "Contracts", "Digests",
            "Postgres", "TaskQueue", "Records", "Images", "Telemetry", "Archives", "Backends", "Blobs",
            "Blocking", "Curl", "EventLoop", "HTTPServing", "TestSupport", "swift-log/Logging",
            "swift-http-types/HTTPTypes", "swift-collections/OrderedCollections"),
        // The built programs as processes.
        tests(
            "Generator", "Reviser", "Verifier", "Orchestrator", "scene-model", "pairmill", "Access",
            "Backends", "Contracts", "Digests", "Domain", "Postgres", "TaskQueue", "Records", "EventLoop",
            "Curl", "HTTPServing", "Images", "Settings", "StageWorker", "TestSupport", "PipelineSupport",
            "swift-collections/OrderedCollections", "swift-http-types/HTTPTypes", "swift-log/Logging",
            "Yams/Yams", as: "PipelineTests"),
        // The same under fire: long runs by `faults`, short ones as tests.
        run("stub-stage", at: "StubStage", "Domain", "Records", "StageWorker", "TaskQueue", "FaultSupport"),
        run("faults", at: "Faults", "FaultSupport", "swift-argument-parser/ArgumentParser"),
        tests(
            "FaultSupport", "Generator", "Reviser", "Verifier", "Orchestrator", "scene-model", "stub-stage",
            "PipelineSupport", "TestSupport", "Contracts", "Domain", "Postgres", as: "FaultTests"),
    ]
)

/// Every package we use; adding one needs a line in docs/decisions.
func packages() -> [Package.Dependency] {
    [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Tests alone: reads deploy/docker-compose.yml.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ]
}

/// A C library of the system (`pkgConfig`), or with none a header-only shim of ours.
func c(_ name: String, _ pkgConfig: String? = nil) -> Target {
    .systemLibrary(name: name, path: "Shared/C/\(name)", pkgConfig: pkgConfig)
}

func shared(_ name: String, _ needs: String..., embeds: String...) -> Target {
    .target(
        name: name, dependencies: edges(needs), path: "Shared/\(name)",
        resources: embeds.map { .embedInCode($0) }, swiftSettings: settings())
}

func service(_ name: String, _ needs: String..., embeds: String...) -> Target {
    .executableTarget(
        name: name, dependencies: edges(needs + everyService()), path: "Services/\(name)",
        resources: embeds.map { .embedInCode($0) }, swiftSettings: settings())
}

func stage(_ name: String, _ needs: String...) -> Target {
    .executableTarget(
        name: name,
        dependencies: edges(
            needs + everyService() + [
                "StageWorker", "Blocking", "Domain", "Contracts", "Digests", "TaskQueue", "Records",
                "Backends", "Blobs", "HTTPServing", "Schemas", "swift-http-types/HTTPTypes",
            ]),
        path: "Services/\(name)", resources: [.embedInCode("Prompts")], swiftSettings: settings())
}

func everyService() -> [String] {
    [
        "Settings", "Telemetry", "Lifecycle", "swift-log/Logging",
        "swift-service-lifecycle/ServiceLifecycle",
    ]
}

func tool(_ name: String, _ needs: String...) -> Target {
    .executableTarget(
        name: name, dependencies: edges(needs), path: "Tools/\(name)", swiftSettings: settings())
}

func support(_ name: String, _ needs: String...) -> Target {
    .target(name: name, dependencies: edges(needs), path: "Tests/\(name)", swiftSettings: settings())
}

func tests(_ subject: String, _ needs: String..., as name: String? = nil) -> Target {
    let name = name ?? "\(subject)Tests"
    return .testTarget(
        name: name, dependencies: edges([subject] + needs), path: "Tests/\(name)", swiftSettings: settings())
}

/// A program that serves tests.
func run(_ name: String, at folder: String, _ needs: String...) -> Target {
    .executableTarget(
        name: name, dependencies: edges(needs), path: "Tests/\(folder)", swiftSettings: settings())
}

/// `package/product` names a product of another package, anything else a target of this one.
func edges(_ needs: [String]) -> [Target.Dependency] {
    needs.map { need in
        let parts = need.split(separator: "/").map(String.init)
        return parts.count == 2 ? .product(name: parts[1], package: parts[0]) : .byName(name: need)
    }
}

func settings() -> [SwiftSetting] {
    [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}

// `make fuzz` makes a program for libFuzzer out of the parser's tests, which it takes from their target.
if Context.environment["PAIRMILL_FUZZ"] != nil {
    let parser = ["GrammarReading", "ParserChoice", "ParserCorpus", "ParserProperties", "ParserTrace"]
    package.targets.removeAll { $0.name == "HTTPServingTests" }
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Tests/CFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: edges(["HTTPServing", "CFuzzer", "swift-http-types/HTTPTypes"]),
            path: "Tests",
            sources: ["Fuzz", "HTTPServingTests/Multipart/MultipartTrace.swift"]
                + parser.map { "HTTPServingTests/Parser/\($0).swift" },
            swiftSettings: settings()),
    ]
}

// Builds for a sanitizer leave out what they would not run; a target stands below those it needs.
if let names = Context.environment["PAIRMILL_TARGETS"] {
    var kept = Set(names.split(separator: " ").map(String.init))
    for target in package.targets.reversed() where kept.contains(target.name) {
        for case .byNameItem(let name, _) in target.dependencies { kept.insert(name) }
    }
    package.targets.removeAll { !kept.contains($0.name) }
    package.products = []
}
