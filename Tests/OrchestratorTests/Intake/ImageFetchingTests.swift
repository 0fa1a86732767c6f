import Contracts
import Curl
import Synchronization
import Testing

@testable import Orchestrator

@Suite struct ImageFetchingTests {
    /// Servers of the internet: what each URL answers.
    private final class Internet: Sendable {
        private let replies: [String: CurlReply]
        private let asked = Mutex<[CurlRequest]>([])

        init(_ replies: [String: (status: Int, location: String?)]) {
            self.replies = replies.mapValues { reply in
                let fields = reply.location.map { [(name: "Location", value: $0)] } ?? []
                return CurlReply(
                    head: CurlReplyHead(status: reply.status, fields: fields), body: Array("image".utf8))
            }
        }

        var urls: [String] { asked.withLock { $0.map(\.url) } }
        var allPublicOnly: Bool { asked.withLock { $0.allSatisfy(\.publicOnly) } }

        func send(_ request: CurlRequest) throws(CurlError) -> CurlReply {
            asked.withLock { $0.append(request) }
            guard let reply = replies[request.url] else { throw .addressNotPublic }
            return reply
        }
    }

    private func fetching(_ internet: Internet, hosts: String = "a.org,*.b.org") throws -> ImageFetching {
        ImageFetching(hosts: try IntakeHosts(parsing: hosts)) { request throws(CurlError) in
            try internet.send(request)
        }
    }

    private func problem(_ url: String, _ internet: Internet) async throws -> IntakeProblem? {
        await #expect(throws: IntakeProblem.self) {
            _ = try await fetching(internet).fetch(url, mostBytes: 100)
        }
    }

    @Test func `an image comes by redirects among the hosts, each asked for a public address`() async throws {
        let internet = Internet([
            "https://a.org/1?x=1": (302, "/2"), "https://a.org/2": (307, "https://cdn.b.org/3.png"),
            "https://cdn.b.org/3.png": (200, nil),
        ])
        let bytes = try await fetching(internet).fetch("https://a.org/1?x=1", mostBytes: 100)
        #expect(bytes == Array("image".utf8))
        #expect(internet.urls == ["https://a.org/1?x=1", "https://a.org/2", "https://cdn.b.org/3.png"])
        #expect(internet.allPublicOnly)
    }

    @Test(arguments: [
        "https://c.org/", "https://b.org/", "https://a.org.c.org/", "https://a.org@c.org/",
        "https://u:p@a.org/",
        "file:///etc/passwd", "ftp://a.org/x", "gopher://a.org/", "https://", "//a.org/x", "https:///a.org",
    ])
    func `another host, a user in the URL and another scheme are refused unasked`(_ url: String) async throws
    {
        let internet = Internet([:])
        #expect(try await problem(url, internet)?.code == .urlNotAllowed)
        #expect(internet.urls == [])
    }

    @Test(arguments: ["https://c.org/x", "http://a.org/x", "file:///etc/passwd", "//169.254.169.254/latest"])
    func `a redirect is held to the same, and never leads from https to http`(_ target: String) async throws {
        let internet = Internet(["https://a.org/1": (301, target)])
        #expect(try await problem("https://a.org/1", internet)?.code == .urlNotAllowed)
        #expect(internet.urls == ["https://a.org/1"])
    }

    @Test func `a name that leads to a private address is refused with the reason`() async throws {
        let problem = try await problem("https://a.org/secret?token=1", Internet([:]))
        #expect(problem?.code == .urlNotAllowed)
        #expect(problem?.message.contains("not public") == true)
        #expect(problem?.message.contains("token") == false)
    }

    @Test func `redirects without end and other answers are the line's problem`() async throws {
        let loop = Internet(["https://a.org/1": (302, "https://a.org/1")])
        #expect(try await problem("https://a.org/1", loop)?.code == .imageNotFound)
        #expect(loop.urls.count == 6)
        let missing = Internet(["https://a.org/1": (404, nil)])
        #expect(try await problem("https://a.org/1", missing)?.message.contains("404") == true)
    }

    @Test func `nothing is fetched where no host was named`() async throws {
        let problem = await #expect(throws: IntakeProblem.self) {
            _ = try await ImageFetching.never.fetch("https://a.org/1", mostBytes: 100)
        }
        #expect(problem?.code == .urlNotAllowed)
        #expect(problem?.message.contains("PAIRMILL_INTAKE_HOSTS") == true)
    }
}

extension ImageFetching {
    /// As it is by default.
    static let never = ImageFetching(hosts: .none) { _ throws(CurlError) in throw .cancelled }
}
