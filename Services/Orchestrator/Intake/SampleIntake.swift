import Blocking
import Contracts
import Domain
import Records

/// Takes lines of samples in, a batch at a time, in constant memory.
///
/// Images of a batch are checked side by side, its samples stored in their order
/// in one transaction, and only then is it answered: what was answered is there.
struct SampleIntake: Sendable {
    let images: ImageIntake
    let samples: SampleRecords
    /// Lines worked on at once: the threads of the images' pool.
    let width: Int
    /// Lines stored together (FORMATS.md §1).
    var batch = 500

    /// Takes a whole body in and says line by line what became of it.
    ///
    /// `strict` stops at the first bad line. Throws `IntakeRefusal` if the job
    /// takes no samples (any more), and whatever the body or `answer` throws.
    @discardableResult
    func take(
        _ body: some AsyncSequence<ArraySlice<UInt8>, any Error>, into job: Int32, strict: Bool = false,
        parts: UploadedImages? = nil, answer: (IntakeLine) async throws -> Void
    ) async throws -> IntakeSummary {
        var splitter = LineSplitter()
        var summary = IntakeSummary()
        var pending: [LineSplitter.Line] = []
        var isStopped = false
        func storeBatch() async throws {
            isStopped = try await store(pending, into: job, strict, parts, &summary, answer)
            pending = []
        }
        // Few lines wait for their batch where they are long: most of a batch is images.
        var bytes = 0
        for try await chunk in body {
            for line in splitter.feed(chunk) {
                pending.append(line)
                bytes += line.count
                guard pending.count == batch || bytes >= splitter.limit else { continue }
                bytes = 0
                try await storeBatch()
                if isStopped { break }
            }
            if isStopped { break }
        }
        if !isStopped {
            if let last = splitter.finish() { pending.append(last) }
            try await storeBatch()
        }
        try await answer(.summary(summary))
        return summary
    }

    /// True if a bad line ends the intake.
    private func store(
        _ lines: [LineSplitter.Line], into job: Int32, _ strict: Bool, _ parts: UploadedImages?,
        _ summary: inout IntakeSummary, _ answer: (IntakeLine) async throws -> Void
    ) async throws -> Bool {
        guard !lines.isEmpty else { return false }
        var read = try await drafts(of: lines, parts)
        let firstBad = strict ? read.firstIndex { $0.draft == nil } : nil
        if let firstBad { read.removeSubrange((firstBad + 1)...) }
        let drafts = read.compactMap(\.draft)
        guard let stored = try await samples.store(drafts, in: job) else {
            throw IntakeRefusal.takesNoSamples
        }
        var next = stored.makeIterator()
        for line in read {
            let answered =
                line.problem.map { IntakeLine.failed(line: line.number, $0) }
                ?? next.next().map { IntakeLine($0, line: line.number, name: line.draft?.name ?? "") }
            guard let answered else { continue }
            summary.count(answered)
            try await answer(answered)
        }
        return firstBad != nil
    }

    /// Reads lines and their images, `width` at once; the result is in their order.
    private func drafts(
        of lines: [LineSplitter.Line], _ parts: UploadedImages?
    ) async throws -> [DraftedLine] {
        try await withThrowingTaskGroup(of: DraftedLine.self) { group in
            var drafted: [DraftedLine] = []
            for (index, line) in lines.enumerated() {
                if index >= width, let done = try await group.next() { drafted.append(done) }
                group.addTask { try await draft(of: line, parts) }
            }
            for try await done in group { drafted.append(done) }
            return drafted.sorted { $0.number < $1.number }
        }
    }

    private func draft(
        of line: LineSplitter.Line, _ parts: UploadedImages?
    ) async throws -> DraftedLine {
        do {
            guard case .text(let number, let bytes) = line else {
                throw IntakeProblem(code: .lineTooLong, message: "the line has more than 48 MiB")
            }
            let sample = try await Self.read(bytes, on: images.pool)
            let image = try await images.take(sample.image, parts: parts)
            let draft = SampleDraft(
                id: .make(), name: sample.id, image: image, instruction: sample.instruction,
                reference: sample.reference, tags: sample.tags)
            return DraftedLine(number: number, draft: draft, problem: nil)
        } catch let problem as IntakeProblem {
            return DraftedLine(number: line.number, draft: nil, problem: problem)
        }
    }

    /// Reads a line; one with an image in it on a thread of the pool, as a loop has others to serve (HTTP L9).
    private static func read(_ bytes: [UInt8], on pool: BlockingPool) async throws -> SampleLine {
        if bytes.count < 64 << 10 { return try SampleLine(parsing: bytes) }
        return try await pool.run { try SampleLine(parsing: bytes) }
    }
}
