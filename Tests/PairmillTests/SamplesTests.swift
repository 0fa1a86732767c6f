import Contracts
import Testing

@testable import pairmill

@Suite struct SamplesTests {
    @Test(arguments: [
        (#"{"image":"a.png"}"#, #"{"image":"/set/a.png"}"#),
        (#"{"id":1,"image":{"path":"i/a.png"},"x":2}"#, #"{"id":1,"image":{"path":"/set/i/a.png"},"x":2}"#),
    ])
    func `a relative path is taken from the file's folder`(line: String, expected: String) {
        #expect(String(decoding: paths.resolved(Array(line.utf8)), as: UTF8.self) == expected)
    }

    @Test(arguments: [
        #"{"image": "/a.png"}"#, #"{"image": "data:image/png;base64,AA=="}"#,
        #"{"image": {"path": "/a.png"}}"#, #"{"image": "https://host/a.png"}"#,
        #"{"image": {"data": "AA=="}}"#, #"{"image": 4}"#, "no JSON at all", #"{"instruction": "x"}"#,
        #"{"image": "0000000000000000000000000000000000000000000000000000000000000000"}"#,
    ])
    func `anything else goes as it came`(line: String) {
        #expect(paths.resolved(Array(line.utf8)) == Array(line.utf8))
    }

    @Test func `blank lines are not sent, and lines keep their numbers in the file`() throws {
        let folder = try Folder()
        try folder.write("a\n\n  \r\nb\nc", to: "samples.ndjson")
        var batches = try SampleBatches("\(folder.path)/samples.ndjson")
        let batch = try #require(try batches.next())

        #expect(String(decoding: batch.bytes, as: UTF8.self) == "a\nb\nc\n")
        #expect(batch.numbers == [1, 4, 5])
        #expect(try batches.next() == nil)
    }

    @Test func `a long file comes in batches that lose nothing`() throws {
        let folder = try Folder()
        let line = String(repeating: "x", count: 1 << 20)
        try folder.write(String(repeating: line + "\n", count: 9), to: "samples.ndjson")
        var batches = try SampleBatches("\(folder.path)/samples.ndjson")
        var numbers: [[Int]] = []
        while let batch = try batches.next() { numbers.append(batch.numbers) }

        #expect(numbers == [[1, 2, 3, 4], [5, 6, 7, 8], [9]])
    }

    @Test func `lines come whole wherever the pieces are cut`() {
        let text = Array("one\n\ntwo\nthree".utf8)
        for cut in 0...text.count {
            var splitter = LineSplitter()
            var lines = splitter.add(Array(text[..<cut])) + splitter.add(Array(text[cut...]))
            if let last = splitter.finish() { lines.append(last) }
            #expect(lines.map { String(decoding: $0, as: UTF8.self) } == ["one", "", "two", "three"])
        }
    }

    @Test func `a refused line is told with its number in the file`() {
        let problem = IntakeProblem(code: .imageNotFound, message: "a.png: no such file")
        let view = IntakeView(line: .failed(line: 2, problem), numbers: [1, 4])

        #expect(view.text == "line 4: a.png: no such file [image_not_found]")
    }

    private let paths = SamplePaths(folder: "/set")
}
