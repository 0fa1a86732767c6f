package import Backends
import Blobs
package import Blocking
package import Contracts
package import Domain
package import HTTPServing

/// What the one-off routes of the stages share: reading a body, telling a failure.
package enum OneOffCall {
    /// Reads a JSON body; 422 names every field that is wrong.
    ///
    /// It may hold an image: a thread of the pool reads it, as a loop has others to serve (HTTP L9).
    package static func read<Call: Sendable>(
        _ request: Request, on pool: BlockingPool,
        _ make: @escaping @Sendable (JSONValue) throws(SpecificationRefusal) -> Call
    ) async throws -> Call {
        let bytes = try await request.body.collect(upTo: 64 << 20)
        return try await pool.run { try read(bytes, make) }
    }

    private static func read<Call>(
        _ bytes: [UInt8], _ make: (JSONValue) throws(SpecificationRefusal) -> Call
    ) throws -> Call {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes)
        } catch {
            throw Problem(400, code: "malformed_json", detail: "the body is no JSON: \(error)")
        }
        do throws(SpecificationRefusal) {
            return try make(json)
        } catch {
            throw Problem(error)
        }
    }

    /// Runs the call; what a backend said comes back as a problem.
    package static func run<Value>(_ call: () async throws -> Value) async throws -> Value {
        do {
            return try await call()
        } catch let failure as ChatFailure {
            throw Problem(failure)
        } catch let error as BlobError {
            throw Problem(error)
        }
    }
}

extension Problem {
    /// A body with wrong fields, each with its pointer.
    package init(_ refusal: SpecificationRefusal) {
        self.init(
            422, code: "invalid_fields", detail: refusal.summary,
            errors: refusal.problems.map { Field(pointer: $0.pointer, detail: $0.detail) })
    }

    /// Why a stored image can't be had: it is unknown, or may be there soon.
    init(_ error: BlobError) {
        if case .missing = error {
            self.init(404, code: "image_not_found", detail: error.description)
        } else {
            self.init(503, code: "image_unavailable", detail: error.description)
            retryAfter = 2
        }
    }

    /// What became of a call of a backend.
    package init(_ failure: ChatFailure) {
        switch failure.kind {
        case .fatal: self.init(422, code: "backend_refused", detail: failure.description)
        case .retry: self.init(502, code: "backend_failed", detail: failure.description)
        case .release: self.init(503, code: "stopping", detail: failure.description)
        case .snooze(let delay):
            self.init(503, code: "backend_unavailable", detail: failure.description)
            retryAfter = max(1, Int(delay.components.seconds))
        }
    }
}

extension Seed {
    package static func random() -> Seed { Seed(rawValue: .random(in: .min ... .max)) }
}

extension RouteDescription {
    /// What every one-off call answers.
    package func answersCall<Body: Decodable>(_ type: Body.Type) -> RouteDescription {
        answers(type)
            .refuses(404, "The stored image is unknown.")
            .refuses(422, "A field is wrong, or the backend refuses the call.")
            .refuses(502, "The backend's answer is of no use.")
            .refuses(503, "No backend is free, or the image can't be had now; `Retry-After` says when.")
    }
}
