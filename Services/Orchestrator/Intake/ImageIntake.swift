import Blobs
import Blocking
import Contracts
import Digests
import Images
import Records

/// Images that came with an upload of samples, by their parts' names; bad ones with their problem.
typealias UploadedImages = [String: Result<ImageRecord, IntakeProblem>]

/// Takes the image of a sample in: finds it, checks it, stores it once.
struct ImageIntake: Sendable {
    let roots: IntakeRoots
    let fetching: ImageFetching
    let blobs: any BlobStore
    let samples: SampleRecords
    /// Where files are read and images decoded.
    let pool: BlockingPool
    let limits = ImageLimits()
    private let recent = RecentImages()

    init(
        roots: IntakeRoots, fetching: ImageFetching, blobs: any BlobStore, samples: SampleRecords,
        pool: BlockingPool
    ) {
        self.roots = roots
        self.fetching = fetching
        self.blobs = blobs
        self.samples = samples
        self.pool = pool
    }

    /// The stored image of a source; throws `IntakeProblem` where the user is to blame.
    ///
    /// `parts`: images that came with the same upload, by their names; nil if it has no parts.
    func take(_ source: ImageSource, parts: UploadedImages? = nil) async throws -> ImageRecord {
        switch source {
        case .path(let path):
            if let part = parts?[path] { return try part.get() }
            return try await file(path, besideParts: parts != nil)
        case .data(let bytes):
            return try await store(named: "image", pointer: "/image/data") { bytes }
        case .sha256(let digest):
            guard let known = try await samples.image(digest) else {
                throw IntakeProblem(
                    code: .imageNotFound, message: "no image with sha256 \(digest) is stored here",
                    pointer: "/image/sha256")
            }
            return known
        case .url(let url):
            let bytes = try await fetching.fetch(url, mostBytes: limits.bytes)
            return try await store(named: url, pointer: "/image/url") { bytes }
        }
    }

    /// Takes in an image that came as a part of an upload.
    func take(part name: String, _ bytes: [UInt8]) async throws -> Result<ImageRecord, IntakeProblem> {
        do {
            return .success(try await store(named: name, pointer: "/image/path") { bytes })
        } catch let problem as IntakeProblem {
            return .failure(problem)
        }
    }

    private func file(_ path: String, besideParts: Bool) async throws -> ImageRecord {
        let (roots, most) = (roots, limits.bytes)
        do {
            return try await store(named: path, pointer: "/image/path") {
                try roots.read(path, mostBytes: most)
            }
        } catch let problem as IntakeProblem where besideParts && problem.code == .imageNotFound {
            throw IntakeProblem(
                code: .imageNotFound, message: "\(path.prefix(200)): no part of this upload has this name",
                pointer: "/image/path")
        }
    }

    private func store(
        named name: String, pointer: String, _ read: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> ImageRecord {
        let (limits, recent) = (limits, recent)
        let (source, bytes, record) = try await pool.run {
            let bytes = try read()
            let source = SHA256Digest(of: bytes)
            // Put again even so: that heals a blob that was lost or damaged.
            if let known = recent.record(of: source), known.sha256 == source { return (source, bytes, known) }
            do {
                let stored = try StoredImage.intake(bytes, limits: limits)
                return (source, stored.bytes, ImageRecord(stored))
            } catch let error as ImageError {
                throw IntakeProblem(error, named: name, pointer: pointer) ?? error
            }
        }
        do { _ = try await blobs.put(bytes) } catch {
            throw IntakeProblem(error, named: name, pointer: pointer) ?? error
        }
        recent.add(record, of: source)
        return record
    }
}

extension ImageRecord {
    fileprivate init(_ stored: StoredImage) {
        self.init(
            sha256: stored.sha256, mediaType: stored.type.mediaType, width: stored.width,
            height: stored.height, byteCount: stored.bytes.count)
    }
}

extension IntakeProblem {
    /// Nil where the upload itself was given up. A disk that is full now need not be so later.
    fileprivate init?(_ error: BlobError, named name: String, pointer: String) {
        if case .cancelled = error { return nil }
        self.init(
            code: .imageNotStored,
            message: "\(name.prefix(200)) can't be kept: \(error); send the line again when that is mended",
            pointer: pointer)
    }

    /// Nil where the image is not to blame.
    fileprivate init?(_ error: ImageError, named name: String, pointer: String) {
        guard let code = error.code.flatMap({ IntakeCode(rawValue: $0.rawValue) }) else { return nil }
        self.init(code: code, message: "\(name.prefix(200)): \(error)", pointer: pointer)
    }
}
