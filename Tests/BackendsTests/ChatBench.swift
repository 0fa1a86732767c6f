import Domain
import Logging

@testable import Backends

/// A chat client on a fake fleet whose backends have been asked what they serve.
struct ChatBench {
    let fleet: FakeFleet
    let pool: BackendPool
    let client: ChatClient

    /// Backends are numbered by the alphabetical order of their hosts.
    init(
        _ fleet: FakeFleet, hosts: [String], maxInFlight: Int = 16, settings: ChatSettings = ChatSettings()
    ) async {
        self.fleet = fleet
        pool = BackendPool(
            settings: settings, keys: BackendKeys { $0 == "GOOD_KEY" ? "secret" : nil },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        client = ChatClient(pool: pool, transport: fleet)
        await pool.update(Self.rows(hosts, maxInFlight: maxInFlight))
        await discover()
    }

    static func rows(_ hosts: [String], maxInFlight: Int = 16) -> [Backend] {
        hosts.sorted().enumerated().map { index, host in
            Backend(id: .numbered(index), url: "http://\(host)", maxInFlight: maxInFlight)
        }
    }

    func discover() async { await BackendDiscovery(pool: pool, transport: fleet).askDue() }

    func snapshot(_ number: Int) async -> BackendSnapshot? {
        await pool.snapshots().first { $0.id == .numbered(number) }
    }

    static func call(_ text: String = "what?", image: Int = 1) -> ChatCall {
        ChatCall(
            role: .generator, model: "m", image: ChatImage(bytes: [UInt8(image), 2, 3], type: .png),
            text: text,
            sampling: SamplingParameters(temperature: 1, topP: 1, maxTokens: 16), seed: Seed(rawValue: 7))
    }

    /// The failure of a call that must fail.
    func failure(of call: ChatCall = Self.call()) async -> ChatFailure? {
        do throws(ChatFailure) {
            _ = try await client.chat(call)
            return nil
        } catch {
            return error
        }
    }
}
