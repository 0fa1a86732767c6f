import Curl
import Testing

@testable import pairmill

@Suite struct APIErrorTests {
    @Test func `problem details read as a person wants them`() {
        let body = #"""
            {"type":"about:blank","title":"Unprocessable Content","status":422,"code":"invalid_fields",
            "detail":"2 fields are wrong","errors":[{"pointer":"/sampling/normal","detail":"must be 0 to 64"},
            {"pointer":"","detail":"unknown key"}]}
            """#
        #expect(
            "\(APIError(status: 422, body: Array(body.utf8)))" == """
                Unprocessable Content (422): 2 fields are wrong
                  /sampling/normal: must be 0 to 64
                  (whole): unknown key
                """)
    }

    @Test func `any other body is shown with its status`() {
        #expect("\(APIError(status: 502, body: Array("bad gateway".utf8)))" == "status 502: bad gateway")
    }

    @Test func `nobody there is answered with what to do`() {
        let error = APIError.notReached(address: "http://h:1", .couldNotConnect("refused"))
        #expect("\(error)".contains("`pairmill up`") && "\(error)".contains("http://h:1"))
    }
}
