import Testing

@testable import Settings

@Suite struct SizeTextTests {
    @Test(arguments: [("0", 0), ("1KiB", 1024), ("512MiB", 512 << 20), ("2GiB", 2 << 30), ("0TiB", 0)])
    func `sizes are written with their unit`(text: String, bytes: Int) {
        #expect(SizeText.parse(text) == bytes)
    }

    @Test(arguments: ["", "5", "GiB", "-1MiB", "1 GiB", "1GB", "1.5GiB", "9999999999TiB", "١MiB"])
    func `anything else is no size`(text: String) {
        #expect(SizeText.parse(text) == nil)
    }

    @Test func `a wrong size is reported with what is allowed`() {
        var reader = SettingsReader(environment: ["PAIRMILL_BLOB_CACHE_SIZE": "lots"])
        #expect(reader.size("blob.cache.size", default: 7) == 7)
        let problem =
            "PAIRMILL_BLOB_CACHE_SIZE is \"lots\"; a size such as 512MiB or 2GiB is allowed, or 0"
        #expect(throws: SettingsError(problems: [problem])) { try reader.finish() }
    }
}
