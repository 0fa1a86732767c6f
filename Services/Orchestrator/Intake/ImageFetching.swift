import Contracts
import Curl
import Foundation

/// Fetches an image that a line names by URL.
///
/// Only from hosts that the operator named, and only from public addresses: that is checked where
/// the connection is made, so neither a redirect nor a name that changes its address between two
/// looks leads to this machine or its network.
struct ImageFetching: Sendable {
    private let hosts: IntakeHosts
    private let send: @Sendable (CurlRequest) async throws(CurlError) -> CurlReply

    /// Redirects followed at most (ours).
    private static let mostRedirects = 5

    init(
        hosts: IntakeHosts, by send: @escaping @Sendable (CurlRequest) async throws(CurlError) -> CurlReply
    ) {
        self.hosts = hosts
        self.send = send
    }

    /// The bytes of an image; throws where the line or its server is to blame.
    func fetch(_ text: String, mostBytes: Int) async throws(IntakeProblem) -> [UInt8] {
        guard !hosts.isEmpty else {
            throw Self.refusal(
                "images are not fetched from URLs: PAIRMILL_INTAKE_HOSTS is not set; send path, data or sha256"
            )
        }
        var url = try allowed(text, after: nil)
        for _ in 0...Self.mostRedirects {
            let reply = try await reply(of: url, mostBytes)
            switch reply.status {
            case 200: return reply.body
            case 301, 302, 303, 307, 308:
                guard let location = reply.head["Location"] else {
                    throw Self.missing(url, "it redirects to nowhere (\(reply.status))")
                }
                url = try allowed(location, after: url)
            case let status: throw Self.missing(url, "it answered \(status)")
            }
        }
        throw Self.missing(url, "more than \(Self.mostRedirects) redirects")
    }

    private func reply(of url: URL, _ mostBytes: Int) async throws(IntakeProblem) -> CurlReply {
        var request = CurlRequest("GET", url.absoluteString, maxReplyBytes: mostBytes)
        request.publicOnly = true
        do {
            return try await send(request)
        } catch .replyTooLarge(let limit) {
            throw IntakeProblem(
                code: .imageTooLarge, message: "\(Self.shown(url)): more than \(limit) bytes",
                pointer: "/image/url")
        } catch .addressNotPublic {
            throw Self.refusal(
                "\(Self.shown(url)): its address is not public; images are not fetched from there")
        } catch {
            throw Self.missing(url, "\(error)")
        }
    }

    /// A URL that may be asked; `base` is the one that redirected to it.
    private func allowed(_ text: String, after base: URL?) throws(IntakeProblem) -> URL {
        guard let url = URL(string: text, relativeTo: base)?.absoluteURL, let host = url.host(),
            let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme), url.user() == nil
        else { throw Self.refusal("\(text.prefix(200)) is no http or https URL without a user") }
        guard hosts.allow(host) else {
            throw Self.refusal("\(host.prefix(200)) is not among the hosts of PAIRMILL_INTAKE_HOSTS")
        }
        guard base?.scheme?.lowercased() != "https" || scheme == "https" else {
            throw Self.refusal("\(Self.shown(url)): a redirect from https to http is not followed")
        }
        return url
    }

    private static func refusal(_ message: String) -> IntakeProblem {
        IntakeProblem(code: .urlNotAllowed, message: message, pointer: "/image/url")
    }

    private static func missing(_ url: URL, _ reason: String) -> IntakeProblem {
        IntakeProblem(code: .imageNotFound, message: "\(shown(url)): \(reason)", pointer: "/image/url")
    }

    /// Without the query, which may hold a signature.
    private static func shown(_ url: URL) -> String {
        String("\(url.scheme ?? "")://\(url.host() ?? "")\(url.path())".prefix(200))
    }
}
