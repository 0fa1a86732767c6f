package import Digests
import Foundation

/// A picture as it is sent: its base64 is made once and shared by all calls.
package struct ChatImage: Sendable {
    /// What servers are known to decode (BACKENDS §11).
    package enum MediaType: String, Sendable {
        case png = "image/png"
        case jpeg = "image/jpeg"
    }

    /// Of exactly the bytes that are sent, so a perturbed picture has its own.
    package let sha256: SHA256Digest
    let dataURL: [UInt8]

    package init(bytes: [UInt8], type: MediaType) {
        sha256 = SHA256Digest(of: bytes)
        dataURL = Array("data:\(type.rawValue);base64,".utf8) + Data(bytes).base64EncodedData()
    }
}

extension ChatImage: CustomStringConvertible, CustomReflectable {
    /// The digest alone: a picture never reaches a log.
    package var description: String { "image \(sha256)" }
    package var customMirror: Mirror { Mirror(self, children: ["sha256": sha256]) }
}
