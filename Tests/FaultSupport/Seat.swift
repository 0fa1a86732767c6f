import Foundation
import PipelineSupport
import TestSupport

/// A place of a cluster where one process after the other runs, always under the same name.
struct Seat: Sendable {
    /// The service it is.
    let program: String
    /// The program that is started, a stub perhaps.
    let file: String
    let arguments: [String]
    let name: String
    let port: UInt16
    let environment: [String: String]
    /// What it reaches PostgreSQL by.
    let proxy: LosingProxy
    let clock: WallClock
    var process: ServiceProcess?

    var url: String { "http://127.0.0.1:\(port)" }
}
