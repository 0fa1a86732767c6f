import Contracts
import Digests
import Domain
import Testing

@testable import Orchestrator

@Suite struct SampleLineTests {
    private static let digest = String(repeating: "ab", count: 32)

    private func refusal(of line: String) -> IntakeProblem? {
        do throws(IntakeProblem) {
            _ = try SampleLine(parsing: line.utf8)
            return nil
        } catch { return error }
    }

    @Test func `a full line is read`() throws {
        let line = try SampleLine(
            parsing: #"""
                {"id": "vqa-17", "image": {"path": "images/17.jpg"}, "instruction": "How many cups?",
                "reference": "Three.", "tags": ["vqa", "count"]}
                """#.utf8)

        #expect(line.id == "vqa-17")
        #expect(line.image == .path("images/17.jpg"))
        #expect(line.instruction.rawValue == "How many cups?")
        #expect(line.reference.rawValue == "Three.")
        #expect(line.tags == ["vqa", "count"])
    }

    @Test(arguments: [
        (#""a/b.png""#, ImageSource.path("a/b.png")),
        (#"{"data": "aGk="}"#, .data(Array("hi".utf8))),
        (#"{"data": "data:image/png;base64,aGk="}"#, .data(Array("hi".utf8))),
        (#""data:image/png;base64,aGk=""#, .data(Array("hi".utf8))),
        (#""https://example.org/a.png""#, .url("https://example.org/a.png")),
    ])
    func `an image may be given in several ways`(json: String, source: ImageSource) throws {
        let line = try SampleLine(
            parsing: #"{"image": \#(json), "instruction": "I", "reference": "R"}"#.utf8)
        #expect(line.image == source)
        #expect(line.id == nil)
    }

    @Test func `64 hexadecimal digits are a digest`() throws {
        let digest = try #require(SHA256Digest(hex: Self.digest))
        for json in ["\"\(Self.digest)\"", "{\"sha256\": \"\(Self.digest)\"}"] {
            let line = try SampleLine(
                parsing: "{\"image\": \(json), \"instruction\": \"I\", \"reference\": \"R\"}".utf8)
            #expect(line.image == .sha256(digest))
        }
    }

    @Test(arguments: [
        ("{", IntakeCode.malformedJSON, ""),
        ("[1]", .fieldType, ""),
        (#"{"instruction": "I", "reference": "R"}"#, .imageMissing, "/image"),
        (#"{"image": ["a", "b"], "instruction": "I", "reference": "R"}"#, .tooManyImages, "/image"),
        (#"{"image": {"file": "a"}, "instruction": "I", "reference": "R"}"#, .fieldType, "/image/file"),
        (
            #"{"image": {"data": "a b"}, "instruction": "I", "reference": "R"}"#, .imageUndecodable,
            "/image/data"
        ),
        (#"{"image": {"sha256": "12"}, "instruction": "I", "reference": "R"}"#, .fieldType, "/image/sha256"),
        (#"{"image": "a", "reference": "R"}"#, .fieldMissing, "/instruction"),
        (#"{"image": "a", "instruction": null, "reference": "R"}"#, .fieldMissing, "/instruction"),
        (#"{"image": "a", "instruction": 7, "reference": "R"}"#, .fieldType, "/instruction"),
        (#"{"image": "a", "instruction": " \n", "reference": "R"}"#, .textEmpty, "/instruction"),
        (#"{"image": "a", "instruction": "I"}"#, .referenceMissing, "/reference"),
        (#"{"image": "a", "instruction": "I\u0000", "reference": "R"}"#, .fieldType, "/instruction"),
        (#"{"image": "a", "instruction": "I", "reference": "\u0000R"}"#, .fieldType, "/reference"),
        (#"{"id": "1\u0000", "image": "a", "instruction": "I", "reference": "R"}"#, .fieldType, "/id"),
        (
            #"{"image": "a", "instruction": "I", "reference": "R", "tags": ["t", "\u0000"]}"#, .fieldType,
            "/tags/1"
        ),
        (#"{"image": "a", "instruction": "I", "reference": "R", "tags": "t"}"#, .fieldType, "/tags"),
        (#"{"image": "a", "instruction": "I", "reference": "R", "tags": [1]}"#, .fieldType, "/tags/0"),
        (#"{"image": "a", "instruction": "I", "reference": "R", "Id": "x"}"#, .columnUnknown, "/Id"),
        (
            #"{"image": "a", "instruction": "<image>\nI", "reference": "R"}"#, .placeholderCount,
            "/instruction"
        ),
    ])
    func `a wrong line is refused with its code and pointer`(
        line: String, code: IntakeCode, pointer: String
    ) throws {
        let problem = try #require(refusal(of: line))
        #expect(problem.code == code)
        #expect(problem.pointer == pointer)
    }

    @Test(arguments: [
        (#"{"image": "a", "instuction": "I", "reference": "R"}"#, "instuction"),
        (#"{"imge": "a", "instruction": "I", "reference": "R"}"#, "imge"),
        (#"{"image": "a", "instruction": "I", "refrence": "R"}"#, "refrence"),
    ])
    func `a missing key that is there misspelt is named`(line: String, key: String) throws {
        #expect(try #require(refusal(of: line)).message.hasSuffix("; did you mean it by \"\(key)\"?"))
    }

    @Test func `an unknown key is named with the nearest known one`() throws {
        let problem = refusal(of: #"{"image": "a", "instruction": "I", "reference": "R", "tag": "x"}"#)
        #expect(problem?.message == #"unknown key "tag"; did you mean "tags"?"#)
    }

    @Test func `texts over 64 KiB are refused, those of exactly that are taken`() throws {
        let most = String(repeating: "x", count: SampleLine.mostTextBytes)
        #expect(refusal(of: #"{"image": "a", "instruction": "\#(most)", "reference": "R"}"#) == nil)
        let refused = try #require(
            refusal(of: #"{"image": "a", "instruction": "I", "reference": "\#(most)x"}"#))
        #expect(refused.code == .textTooLong)
        #expect(refused.pointer == "/reference")
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        let bytes =
            Array(#"{"image": "a", "instruction": ""#.utf8) + [0xFF] + Array(#"", "reference": "R"}"#.utf8)
        #expect(throws: IntakeProblem.self) { try SampleLine(parsing: bytes) }
    }
}
