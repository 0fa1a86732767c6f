// swift-tools-version: 6.3
// A package of its own, so that nothing of ours depends on the server that ours is measured beside.
import PackageDescription

let package = Package(
    name: "peer-hummingbird",
    platforms: [.macOS(.v26)],
    dependencies: [.package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1")],
    targets: [
        .executableTarget(
            name: "peer-hummingbird",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird")], path: "Sources")
    ]
)
