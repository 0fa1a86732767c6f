import Contracts
import Domain
import HTTPServing
import HTTPTypes

/// Bodies of JSON, read strictly: what is wrong comes back with its pointer.
enum JSONBody {
    /// Reads a body of at most 1 MiB; an empty one is an empty object.
    static func read<Value>(
        _ request: Request, _ make: (JSONValue) throws(SpecificationRefusal) -> Value
    ) async throws -> Value {
        try read(try await bytes(of: request), make)
    }

    /// A body of at most 1 MiB, as it came.
    static func bytes(of request: Request) async throws -> [UInt8] {
        try await request.body.collect(upTo: 1 << 20)
    }

    /// Reads a body that has come; an empty one is an empty object.
    static func read<Value>(
        _ bytes: [UInt8], _ make: (JSONValue) throws(SpecificationRefusal) -> Value
    ) throws -> Value {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes.isEmpty ? Array("{}".utf8) : bytes)
        } catch {
            throw Problem(400, code: "malformed_json", detail: "the body is no JSON: \(error)")
        }
        do throws(SpecificationRefusal) {
            return try make(json)
        } catch {
            throw Problem(error)
        }
    }
}

extension Problem {
    /// Wrong fields, each with its pointer.
    init(_ refusal: SpecificationRefusal) {
        self.init(
            422, code: "invalid_fields", detail: refusal.summary,
            errors: refusal.problems.map { Field(pointer: $0.pointer, detail: $0.detail) })
    }
}

extension Reply {
    /// JSON with sorted keys, as all bodies of the API.
    static func canonical(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Reply {
        .bytes(try value.jsonBytes(), type: "application/json", status: status)
    }
}
