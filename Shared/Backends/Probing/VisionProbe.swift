import Contracts
import Domain
import Foundation

/// Finds out whether a backend looks at the pictures it is sent (BACKENDS §6).
///
/// A server without its projector ignores them in silence, and some mix those of
/// requests that run side by side. Health endpoints tell neither.
package struct VisionProbe: Sendable {
    /// What the replies to a red and a blue picture say.
    package enum Finding: String, Sendable, Equatable {
        case sees
        /// Both got one reply: it does not look, and can't serve.
        case blind
        /// Alone and in company one picture got different replies: worth a warning.
        case mixesImages = "mixes_images"
    }

    private let requests: DirectRequests

    package init(_ requests: DirectRequests) { self.requests = requests }

    /// Asks for the colour of both pictures, alone and then eight at once.
    package func finding(of backend: Backend, kind: Backend.Kind, model: String) async throws(ProbeError)
        -> Finding
    {
        let form = ChatEncoding.Form(model: model, kind: kind)
        let red = try await reply(of: backend, to: Self.red, as: form)
        let blue = try await reply(of: backend, to: Self.blue, as: form)
        if red == blue { return .blind }
        let together = await withTaskGroup { group in
            for number in 0..<8 {
                let (image, alone) = number.isMultiple(of: 2) ? (Self.red, red) : (Self.blue, blue)
                group.addTask {
                    // A busy server may refuse some of eight; that says nothing here.
                    (try? await reply(of: backend, to: image, as: form)).map { $0 == alone } ?? true
                }
            }
            return await group.allSatisfy { $0 }
        }
        return together ? .sees : .mixesImages
    }

    private func reply(
        of backend: Backend, to image: ChatImage, as form: ChatEncoding.Form
    ) async throws(ProbeError) -> String {
        let body = try body(image, as: form)
        let reply = try await requests.reply(
            of: backend, to: .post, "/v1/chat/completions", body: body, within: .seconds(60))
        return try text(of: reply)
    }

    private func text(of reply: TransportReply) throws(ProbeError) -> String {
        guard reply.status == 200 else { throw .unreachable(reply.reason) }
        do throws(ChatDecoding.Failure) {
            return try ChatDecoding.reply(reply.body).choices.first?.message.content ?? ""
        } catch {
            throw .unreachable(error.reason)
        }
    }

    private func body(_ image: ChatImage, as form: ChatEncoding.Form) throws(ProbeError) -> [UInt8] {
        let call = ChatCall(
            role: .generator, image: image,
            text: "Which colour is this picture? Answer with the colour's name alone.",
            sampling: SamplingParameters(temperature: 0, topP: 1, maxTokens: 1), seed: Seed(rawValue: 1))
        do {
            return try ChatEncoding(call, as: form).body
        } catch {
            throw .refused("the request can't be written as JSON: \(error)")
        }
    }
}

extension VisionProbe {
    /// 56 × 56 px, which every processor takes without enlarging it.
    static let red = picture(
        """
        iVBORw0KGgoAAAANSUhEUgAAADgAAAA4CAIAAAAn5KxJAAAAQElEQVR42u3OQQkAAAgAsetfWh+mEAYLsKZeSFRUVFRUVFRU\
        VFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRU9CwicjR1t9nCvQAAAABJRU5ErkJggg==
        """)
    static let blue = picture(
        """
        iVBORw0KGgoAAAANSUhEUgAAADgAAAA4CAIAAAAn5KxJAAAAP0lEQVR42u3OAQkAAAjAsPcvrWALYbAAq+YJUVFRUVFRUVFR\
        UVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVHRs7l7NHVoIEJ1AAAAAElFTkSuQmCC
        """)

    private static func picture(_ base64: String) -> ChatImage {
        ChatImage(bytes: Data(base64Encoded: base64).map(Array.init) ?? [], type: .png)
    }
}
