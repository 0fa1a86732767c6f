import Testing

@testable import Images

/// Vectors: the known answers for philox4x32 of ten rounds published with Random123.
@Suite struct PhiloxTests {
    @Test func `zeros give the known block`() {
        let block = Philox(key: [0, 0]).block([0, 0, 0, 0])
        #expect(block == [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
    }

    @Test func `ones give the known block`() {
        let ones = UInt32.max
        let block = Philox(key: [ones, ones]).block([ones, ones, ones, ones])
        #expect(block == [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD])
    }

    @Test func `the digits of pi give the known block`() {
        let philox = Philox(key: [0xA409_3822, 0x299F_31D0])
        let block = philox.block([0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344])
        #expect(block == [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1])
    }
}
