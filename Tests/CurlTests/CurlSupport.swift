import EventLoop
import Glibc
import Testing

@testable import Curl

/// Runs a body with a client on a loop of its own.
func withClient<Value: Sendable>(
    _ settings: CurlSettings = CurlSettings(), _ body: (CurlClient) async throws -> Value
) async throws -> Value {
    let loop = try ReadinessLoop(label: "test")
    let client = CurlClient(loop: loop, settings: settings)
    let result: Result<Value, any Error>
    do { result = .success(try await body(client)) } catch { result = .failure(error) }
    await client.shutDown()
    await loop.stop()
    return try result.get()
}

extension CurlClient {
    /// How a call fails; records an issue if it does not.
    func failure(of request: CurlRequest) async -> CurlError? {
        do throws(CurlError) {
            let reply = try await send(request)
            Issue.record("there was a reply: \(reply.status)")
            return nil
        } catch {
            return error
        }
    }
}

extension CurlReply {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Lets a script's thread pause: its slowness is what a test is about.
func pause(milliseconds: UInt32) { poll(nil, 0, Int32(milliseconds)) }
