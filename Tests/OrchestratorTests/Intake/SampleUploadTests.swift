import Contracts
import Images
import Records
import TestSupport
import Testing

@testable import Orchestrator

@Suite(.enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct SampleUploadTests {
    private static func line(_ path: String) -> String {
        #"{"id": "\#(path)", "image": {"path": "\#(path)"}, "instruction": "I", "reference": "R"}"#
    }

    /// What the lines of an upload are answered.
    private func take(_ job: DrivenJob, _ parts: [UploadPart<PartBody>]) async throws -> [IntakeLine] {
        let upload = try await job.intake.receive(Self.stream(parts))
        var answers: [IntakeLine] = []
        try await job.intake.take(upload, into: job.job.number) { answers.append($0) }
        return answers
    }

    private func refusal(
        _ parts: [UploadPart<PartBody>], _ change: (inout UploadLimits) -> Void = { _ in }
    ) async throws -> IntakeRefusal? {
        var limits = UploadLimits()
        change(&limits)
        let chosen = limits
        var refusal: IntakeRefusal?
        do {
            try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
                _ = try await job.intake.receive(Self.stream(parts), limits: chosen)
            }
        } catch let error as IntakeRefusal {
            refusal = error
        }
        return refusal
    }

    @Test func `images of an upload are found by name, whichever part comes first`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            let lines = ["good.png", "bad.png", "absent.png"].map(Self.line)
            let png = try PixelImage(width: 32, height: 32, red: 1, green: 2, blue: 3).png()
            let answers = try await take(
                job,
                [
                    Self.part("good.png", png), Self.part("samples", lines.joined(separator: "\n")),
                    Self.part("bad.png", "hello"),
                ])

            #expect(answers.map(\.problem?.code) == [nil, .imageUndecodable, .imageNotFound, nil])
            #expect(answers.last == .summary(IntakeSummary(lines: 3, stored: 1, duplicates: 0, failed: 2)))
        }
    }

    @Test func `a part that is missing is named by its line`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            let answers = try await take(job, [Self.part("samples", "\n" + Self.line("17.jpg"))])
            guard case .failed(line: 2, let problem) = answers.first else {
                Issue.record("\(answers)")
                return
            }
            #expect(problem.message == "17.jpg: no part of this upload has this name")
            #expect(problem.pointer == "/image/path")
        }
    }

    @Test func `an image larger than allowed fails its line, not the upload`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            let large = [UInt8](repeating: 0, count: job.intake.images.limits.bytes + 1)
            let answers = try await take(
                job, [Self.part("large.png", large), Self.part("samples", Self.line("large.png"))])
            #expect(answers.first?.problem?.code == .imageTooLarge)
        }
    }

    @Test func `two parts of lines are one after the other`() async throws {
        try await DrivenJob.with(RoundDriverTests.specification, passes: { _ in true }) { job in
            let parts = [Self.part("samples", Self.line("a")), Self.part("samples", Self.line("b"))]
            let answers = try await take(job, parts)
            #expect(answers.map(\.problem?.code) == [.imageNotFound, .imageNotFound, nil])
        }
    }

    @Test func `two images of one name are refused by it`() async throws {
        let parts = [Self.part("a.png", "x"), Self.part("samples", "{}"), Self.part("a.png", "y")]
        let refused = try #require(try await refusal(parts))
        #expect("\(refused)".contains("\"a.png\""))
    }

    @Test func `an upload without lines is refused`() async throws {
        #expect(try await refusal([Self.part("a.png", "x")]) == .samplesPartMissing)
    }

    @Test func `an upload beyond its limits is refused by what there is too much of`() async throws {
        let (lines, image) = (Self.part("samples", "12345"), Self.part("a.png", "x"))
        #expect(try await refusal([image, lines]) { $0.parts = 0 } == .tooManyParts(allowed: 0))
        #expect(try await refusal([image, lines]) { $0.nameBytes = 4 } == .partNameTooLong(allowed: 4))
        #expect(try await refusal([image, lines]) { $0.lineBytes = 4 } == .linesTooLarge(allowed: 4))
    }
}

fileprivate typealias PartBody = AsyncThrowingStream<ArraySlice<UInt8>, any Error>

extension SampleUploadTests {
    private static func part(_ name: String, _ text: String) -> UploadPart<PartBody> {
        part(name, Array(text.utf8))
    }

    private static func part(_ name: String, _ bytes: [UInt8]) -> UploadPart<PartBody> {
        let pieces = stride(from: 0, to: bytes.count, by: 65_536).map {
            bytes[$0..<min($0 + 65_536, bytes.count)]
        }
        return UploadPart(name: name, body: stream(pieces))
    }

    private static func stream<Element: Sendable>(
        _ elements: [Element]
    ) -> AsyncThrowingStream<Element, any Error> {
        AsyncThrowingStream { stream in
            for element in elements { stream.yield(element) }
            stream.finish()
        }
    }
}

extension IntakeLine {
    fileprivate var problem: IntakeProblem? {
        if case .failed(_, let problem) = self { problem } else { nil }
    }
}
