import Digests
import Records
import Testing

@testable import Orchestrator

@Suite struct RecentImagesTests {
    private func digest(_ number: UInt8) -> SHA256Digest { SHA256Digest(of: [number]) }

    private func record(_ number: UInt8) -> ImageRecord {
        ImageRecord(
            sha256: digest(number), mediaType: "image/png", width: 28, height: 28, byteCount: Int(number))
    }

    @Test func `the last ones are known, and no more than those`() {
        let recent = RecentImages(most: 2)
        for number: UInt8 in [1, 2, 2, 3] { recent.add(record(number), of: digest(number)) }
        #expect(recent.record(of: digest(1)) == nil)
        #expect(recent.record(of: digest(2)) == record(2))
        #expect(recent.record(of: digest(3)) == record(3))
    }
}
