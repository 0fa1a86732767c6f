import Contracts
import Digests
import Domain
import Foundation
import OrderedCollections

/// The files of one adapter in a folder, looked at from outside: blocks (HTTP L9).
struct AdapterFiles: Sendable {
    let folder: String

    static let weights = "adapter_model.safetensors"
    static let config = "adapter_config.json"
    static let scene = "adapter.json"

    /// The names an adapter may consist of, with the most bytes each may have.
    static let limits: [String: Int64] = [weights: 64 << 30, config: 1 << 20, scene: 16 << 20]

    /// Applies the rules of BACKENDS §9; a failure names its rule.
    func check(_ expected: ExpectedAdapter) throws -> CheckedAdapter {
        let files = FileManager.default
        if files.fileExists(atPath: path(Self.scene)) { return try checkScene(expected) }
        for name in [Self.weights, Self.config] where !files.fileExists(atPath: path(name)) {
            throw AdapterObjection("files", "\(name) is missing")
        }
        return try checkPEFT(expected)
    }

    private func checkScene(_ expected: ExpectedAdapter) throws -> CheckedAdapter {
        let bytes = try Array(Foundation.Data(contentsOf: URL(filePath: path(Self.scene))))
        let digest = try agreed(SHA256Digest(of: bytes), expected)
        let adapter: JSONValue
        do { adapter = try JSONValue(parsing: bytes) } catch {
            throw AdapterObjection("format", "\(Self.scene) is no JSON: \(error)")
        }
        guard adapter["format"]?.text == "scene", let deltas = adapter["deltas"]?.members else {
            throw AdapterObjection("format", "\(Self.scene) is no adapter of scene-model")
        }
        let base = adapter["base_model"]?.text ?? ""
        guard base == expected.baseModel else {
            throw AdapterObjection(
                "base_model", "it stands on \(base), the job's model is \(expected.baseModel)")
        }
        guard deltas.values.allSatisfy({ $0.double?.isFinite == true }) else {
            throw AdapterObjection("deltas", "a delta is no finite number")
        }
        guard deltas.values.contains(where: { $0.double != 0 }) else {
            throw AdapterObjection("deltas", "all are zero: nothing was learnt")
        }
        return CheckedAdapter(format: .scene, digest: digest, rank: nil, alpha: nil)
    }

    private func checkPEFT(_ expected: ExpectedAdapter) throws -> CheckedAdapter {
        let config: JSONValue
        do {
            config = try JSONValue(
                parsing: Array(Foundation.Data(contentsOf: URL(filePath: path(Self.config)))))
        } catch {
            throw AdapterObjection("files", "\(Self.config) is no JSON: \(error)")
        }
        let handle = try FileHandle(forReadingFrom: URL(filePath: path(Self.weights)))
        defer { try? handle.close() }
        let digest = try agreed(Self.digest(of: handle), expected)
        let header = try Self.header(of: handle)
        let check = PEFTCheck(
            config: config, header: header, baseModel: expected.baseModel, rank: expected.rank)
        try check.run()
        guard try Self.holdsAnything(header, handle) else {
            throw AdapterObjection("lora_B", "all of its B weights are zero: it changes nothing")
        }
        return CheckedAdapter(
            format: .peft, digest: digest, rank: check.actualRank, alpha: config["lora_alpha"]?.double)
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }

    private func agreed(_ digest: SHA256Digest, _ expected: ExpectedAdapter) throws -> SHA256Digest {
        guard let stated = expected.digest, stated != digest else { return digest }
        throw AdapterObjection("sha256", "the weights have \(digest.hex), \(stated.hex) was stated")
    }
}

extension AdapterFiles {
    private static let blockSize = 1 << 20

    private static func digest(of handle: FileHandle) throws -> SHA256Digest {
        let hasher = SHA256Hasher()
        try handle.seek(toOffset: 0)
        while let block = try handle.read(upToCount: blockSize), !block.isEmpty {
            hasher.update(Array(block))
        }
        return hasher.digest()
    }

    private static func header(of handle: FileHandle) throws -> SafetensorsHeader {
        let size = Int(try handle.seekToEnd())
        try handle.seek(toOffset: 0)
        let length = try SafetensorsHeader.length(
            of: Array(try handle.read(upToCount: 8) ?? Foundation.Data()))
        let json = Array(try handle.read(upToCount: length) ?? Foundation.Data())
        return try SafetensorsHeader(json: json, fileSize: size)
    }

    /// Whether some byte of B is not zero; an untrained B is.
    private static func holdsAnything(_ header: SafetensorsHeader, _ handle: FileHandle) throws -> Bool {
        for place in header.upPlaces {
            try handle.seek(toOffset: UInt64(header.dataStart + place.lowerBound))
            var left = place.count
            while left > 0, let block = try handle.read(upToCount: min(left, blockSize)), !block.isEmpty {
                if block.contains(where: { $0 != 0 }) { return true }
                left -= block.count
            }
        }
        return false
    }
}
