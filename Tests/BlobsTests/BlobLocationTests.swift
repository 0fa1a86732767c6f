import Testing

@testable import Blobs

@Suite struct BlobLocationTests {
    @Test(arguments: [
        ("file:///var/lib/pairmill/blobs", BlobLocation.folder("/var/lib/pairmill/blobs")),
        ("file:///var/lib/pairmill/blobs/", .folder("/var/lib/pairmill/blobs")),
        ("file://localhost/srv/blobs", .folder("/srv/blobs")),
        ("FILE:///a%20b", .folder("/a b")),
        ("http://orchestrator:8080", .orchestrator("http://orchestrator:8080")),
        ("http://orchestrator:8080/", .orchestrator("http://orchestrator:8080")),
        ("https://pairmill.example", .orchestrator("https://pairmill.example")),
        ("http://[::1]:8080", .orchestrator("http://[::1]:8080")),
    ])
    func `a folder or an orchestrator is read`(text: String, location: BlobLocation) throws {
        #expect(try BlobLocation(text) == location)
    }

    @Test(arguments: [
        ("", BlobLocationError.unreadable("")), ("/var/lib/blobs", .unreadable("/var/lib/blobs")),
        ("s3://bucket/prefix", .unknownScheme("s3")),
        ("file://var/lib/blobs", .notAbsolute("file://var/lib/blobs")),
        ("file:blobs", .notAbsolute("file:blobs")), ("file:///", .rootFolder), ("file:////", .rootFolder),
        ("http://", .hostMissing("http://")), ("http://host/v1/images", .tooMuch("http://host/v1/images")),
        ("http://key@host", .tooMuch("http://key@host")), ("http://host?x=1", .tooMuch("http://host?x=1")),
    ])
    func `anything else is refused with what is allowed`(text: String, error: BlobLocationError) {
        let thrown = #expect(throws: BlobLocationError.self) { try BlobLocation(text) }
        #expect(thrown == error)
        #expect(error.description.hasSuffix("use file:///absolute/folder or http://orchestrator:8080"))
    }
}
