import Contracts
import Digests
import Domain
import Foundation
import HTTPServing
import HTTPTypes
import OrderedCollections
import Schemas

/// What a person says of a role a round waits for: `POST …/rounds/{n}/adapters` (BACKENDS §9).
///
/// JSON with `path` (a folder below the intake roots), `model` (a merged model that is served)
/// or `skip`; or a form with the files themselves.
struct AdapterOffer: Sendable {
    /// Where the adapter comes from.
    enum Source: Sendable {
        case files(AdapterFolder.Incoming)
        case path(String)
        case merged(String)
        case skip
    }

    let role: Role
    let source: Source
    /// What it stands on; nil for what the job trains on.
    let baseModel: String?
    let digest: SHA256Digest?

    /// Reads a request; files that come with it are received into the folder.
    static func read(_ request: Request, into folder: AdapterFolder) async throws -> AdapterOffer {
        let type = request[.contentType]?.lowercased() ?? ""
        if type.hasPrefix("multipart/form-data") { return try await form(request, into: folder) }
        return try await JSONBody.read(request) { json throws(SpecificationRefusal) in
            try AdapterOffer(reading: json)
        }
    }

    private init(role: Role, source: Source, baseModel: String?, digest: SHA256Digest?) {
        self.role = role
        self.source = source
        self.baseModel = baseModel
        self.digest = digest
    }

    /// Reads `{role, path | model | skip, base_model?, sha256?}`.
    init(reading json: JSONValue) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "an adapter")
        let role = fields.trainedRole()
        let path = fields.string("path")
        let model = fields.string("model")
        var skip = false
        fields.boolean("skip", into: &skip)
        let base = fields.string("base_model")
        let digest = fields.converted("sha256", as: "64 hex digits", SHA256Digest.schema) {
            $0.text.flatMap(SHA256Digest.init(hex:))
        }
        let given = [path != nil, model != nil, skip].count { $0 }
        if given != 1 {
            fields.report(
                .root, "exactly one of path, model and skip: true says where the adapter comes from")
        }
        try fields.close()
        guard let role else { throw SpecificationRefusal(problems: []) }
        self.init(
            role: role, source: path.map(Source.path) ?? model.map(Source.merged) ?? .skip, baseModel: base,
            digest: digest)
    }
}

extension FieldReader {
    /// The role of an adapter; the verifier is never trained.
    fileprivate mutating func trainedRole() -> Role? {
        let role = converted("role", as: "\"generator\" or \"reviser\"", .words(["generator", "reviser"])) {
            value in
            value.text.flatMap(Role.init(rawValue:)).flatMap { $0 == .verifier ? nil : $0 }
        }
        require("role", or: "\"generator\" or \"reviser\"")
        return role
    }
}

extension AdapterOffer {
    /// The most bytes of a part that is no file.
    private static let longestField = 1_024

    private static func form(_ request: Request, into folder: AdapterFolder) async throws -> AdapterOffer {
        let incoming = try await folder.begin()
        do {
            var members: [(String, JSONValue)] = []
            for try await part in try request.multipart() {
                if let name = part.filename {
                    try await folder.receive(name, part.body, into: incoming)
                } else {
                    members.append((part.name, .string(try await text(of: part))))
                }
            }
            // The same reader names what is wrong; `path` stands for the files.
            members.append(("path", .string(incoming.folder)))
            let fields = try AdapterOffer(reading: .object(.init(members, uniquingKeysWith: { $1 })))
            return AdapterOffer(
                role: fields.role, source: .files(incoming), baseModel: fields.baseModel,
                digest: fields.digest)
        } catch let refusal as SpecificationRefusal {
            folder.drop(incoming)
            throw Problem(refusal)
        } catch {
            folder.drop(incoming)
            throw error
        }
    }

    private static func text(of part: MultipartPart) async throws -> String {
        var bytes: [UInt8] = []
        for try await block in part.body where bytes.count <= longestField { bytes += block }
        return String(decoding: bytes.prefix(longestField), as: UTF8.self)
    }
}
