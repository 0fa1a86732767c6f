package import Backends
package import Blobs
package import Digests

/// Clean images as they are sent: each is fetched and encoded once while it is in use.
///
/// The tasks of one sample come close together, so a few megabytes serve them all.
package actor SharedImages {
    private let blobs: any BlobStore
    private let limit: Int
    private var images: [SHA256Digest: ChatImage] = [:]
    /// Digests from the least to the most recently used, with their sizes.
    private var order: [(digest: SHA256Digest, bytes: Int)] = []
    private var held = 0
    private var fetching: [SHA256Digest: [CheckedContinuation<ChatImage?, any Error>]] = [:]

    /// `limit`: how many bytes of images are kept.
    package init(_ blobs: any BlobStore, limit: Int = 8 << 20) {
        self.blobs = blobs
        self.limit = limit
    }

    /// The image of a digest, ready to be sent.
    package func image(_ digest: SHA256Digest) async throws -> ChatImage {
        while true {
            if let image = images[digest] {
                touch(digest)
                return image
            }
            guard fetching[digest] != nil else { return try await fetched(digest) }
            let found = try await withCheckedThrowingContinuation { fetching[digest]?.append($0) }
            if let found { return found }
            try Task.checkCancellation()
        }
    }

    /// Fetches for all who ask meanwhile; who is cancelled leaves it to them.
    private func fetched(_ digest: SHA256Digest) async throws -> ChatImage {
        fetching[digest] = []
        let result = await fetch(digest)
        let waiters = fetching.removeValue(forKey: digest) ?? []
        if case .failure(BlobError.cancelled) = result {
            for waiter in waiters { waiter.resume(returning: nil) }
        } else {
            for waiter in waiters { waiter.resume(with: result.map { $0 }) }
        }
        return try result.get()
    }

    /// How many wait for an image that is being fetched.
    func waiting(for digest: SHA256Digest) -> Int { fetching[digest]?.count ?? 0 }

    /// The clean bytes, for those who change them.
    package nonisolated func bytes(_ digest: SHA256Digest) async throws -> [UInt8] {
        try await blobs.get(digest)
    }

    private func fetch(_ digest: SHA256Digest) async -> Result<ChatImage, any Error> {
        do {
            let bytes = try await blobs.get(digest)
            let image = ChatImage(bytes: bytes, type: .of(bytes))
            keep(image, bytes: bytes.count * 4 / 3)
            return .success(image)
        } catch {
            return .failure(error)
        }
    }

    private func keep(_ image: ChatImage, bytes: Int) {
        images[image.sha256] = image
        order.append((image.sha256, bytes))
        held += bytes
        while held > limit, order.count > 1 {
            let oldest = order.removeFirst()
            images[oldest.digest] = nil
            held -= oldest.bytes
        }
    }

    private func touch(_ digest: SHA256Digest) {
        guard let place = order.firstIndex(where: { $0.digest == digest }) else { return }
        order.append(order.remove(at: place))
    }
}
