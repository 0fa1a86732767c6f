import Foundation
import Testing

@testable import Domain

@Suite struct PublicIDTests {
    @Test func `an id reads back as it was written`() throws {
        let id = JobID.make()
        #expect(id.description.hasPrefix("job_"))
        #expect(id.description.utf8.count == 36)
        #expect(JobID(id.description) == id)
        let encoded = try JSONEncoder().encode([id])
        #expect(try JSONDecoder().decode([JobID].self, from: encoded) == [id])
    }

    @Test func `an id is a UUID of version 7 and sorts by time`() {
        var random = SystemRandomNumberGenerator()
        let early = SampleID(at: Date(timeIntervalSince1970: 1_800_000_000), using: &random)
        let late = SampleID(at: Date(timeIntervalSince1970: 1_800_000_000.002), using: &random)
        let version = early.digits.dropFirst(12).first
        let variant = early.digits.dropFirst(16).first.map { "89ab".contains($0) }
        #expect(version == "7")
        #expect(variant == true)
        #expect(early.description < late.description)
    }

    @Test(arguments: [
        "", "job_", "smp_0190f3c2a1b27c3d8e4f5a6b7c8d9e0f", "job_0190F3C2A1B27C3D8E4F5A6B7C8D9E0F",
        "job_+190f3c2a1b27c3d8e4f5a6b7c8d9e0f", "job_0190f3c2a1b27c3d8e4f5a6b7c8d9e0f0",
    ])
    func `anything else is no job's id`(text: String) {
        #expect(JobID(text) == nil)
    }
}
