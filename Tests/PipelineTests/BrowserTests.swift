import PipelineSupport
import TestSupport
import Testing

extension PipelineTests {
    /// What a real browser shows of an Orchestrator, and what it lets pages of others do with it.
    @Suite struct BrowserTests {
        /// An Orchestrator, and a browser that has not seen it yet.
        private func withBrowser(
            _ body: @escaping @Sendable (Pipeline, Browser) async throws -> Void
        ) async throws {
            let browser = try await Browser()
            defer { browser.remove() }
            try await withPipeline(replicas: 0) { try await body($0, browser) }
        }

        @Test func `a browser shows answers over TLS where it trusts the certificate, and nothing elsewhere`()
            async throws
        {
            let folder = try CertificateFolder()
            defer { folder.remove() }
            try await withBrowser { pipeline, browser in
                let service = try await pipeline.startEncrypted(folder)
                try await pipeline.until("it answers in plain", within: .seconds(30)) {
                    try await pipeline.send(
                        "GET", "/livez", to: service.url.replacing("https", with: "http")
                    ).status == 400
                }
                let unknown = try await browser.open("\(service.url)/version")
                #expect(unknown.contains("ERR_CERT_AUTHORITY_INVALID"))
                #expect(!unknown.contains("\"orchestrator\""))
                try await browser.trust(folder.certificate("server"))
                #expect(try await browser.open("\(service.url)/version").contains("\"orchestrator\""))
            }
        }

        @Test func `a page of another origin can neither send a form nor read an answer`() async throws {
            try await withBrowser { pipeline, browser in
                let jobs = "\(await pipeline.url(of: "orchestrator"))/v1/jobs"
                let sending = try browser.page(
                    """
                    <form method="post" enctype="text/plain" action="\(jobs)"><input name="{}"></form>
                    <script>document.forms[0].submit()</script>
                    """)
                #expect(try await browser.open(sending).contains("foreign_page"))
                let reading = try browser.page(
                    """
                    <p>unread</p>
                    <script>
                    const say = text => document.querySelector("p").textContent = text
                    fetch("\(jobs)").then(reply => reply.text()).then(
                        text => say("it read " + text), () => say("it read nothing"))
                    </script>
                    """)
                #expect(try await browser.open(reading).contains("<p>it read nothing</p>"))
            }
        }

        @Test func `a name that its owner leads to this machine is not answered without keys`() async throws {
            try await withBrowser { pipeline, browser in
                let url = await pipeline.url(of: "orchestrator")
                let foreign = url.replacing("127.0.0.1", with: "rebound.example")
                #expect(try await browser.open("\(url)/v1/jobs").contains("\"data\""))
                let answer = try await browser.open("\(foreign)/v1/jobs", hosts: ["rebound.example"])
                #expect(answer.contains("host_unknown"))
            }
        }
    }
}
