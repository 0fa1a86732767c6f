package import Backends
package import Contracts
package import HTTPServing

extension SharedImages {
    /// The image of a one-off call: sent along, or one that is stored already.
    ///
    /// What is sent along goes to the backend as it is, so it must be of a type that is
    /// sent (BACKENDS §11); 422 otherwise.
    package nonisolated func image(_ choice: CallImage) async throws -> ChatImage {
        switch choice {
        case .data(let bytes): try ChatImage(sentAlong: bytes)
        case .stored(let digest): try await image(digest)
        }
    }
}

extension ChatImage {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF]

    /// An image of a one-off call, by its first bytes.
    init(sentAlong bytes: [UInt8]) throws(Problem) {
        guard bytes.starts(with: Self.png) || bytes.starts(with: Self.jpeg) else {
            throw Problem(unusableImage: "not a PNG or JPEG, which alone are taken here")
        }
        self.init(bytes: bytes, type: .of(bytes))
    }
}

extension Problem {
    /// What is wrong with the image of a one-off call.
    package init(unusableImage detail: String) {
        self.init(
            422, code: "invalid_fields", detail: "the image is not usable",
            errors: [Field(pointer: "/image", detail: detail)])
    }
}
