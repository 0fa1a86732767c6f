import Contracts
import PipelineSupport
import Testing

extension PipelineTests {
    /// Lists that are read page by page.
    @Suite struct PagingTests {
        @Test func `the pages of a list have every row once, in order, and the last one says so`()
            async throws
        {
            let count = 5
            try await withPipeline(replicas: 0) { pipeline in
                let job = try await pipeline.startJob(samples: count)
                let path = "/v1/jobs/\(job)/samples"
                let names = (1...count).map { "s\($0)" }
                // With 1 and 5 the last page is full.
                for limit in 1...(count + 1) {
                    let pages = try await pipeline.pages(of: path, limit: limit, atMost: count)
                    let rows = pages.flatMap(\.rows)
                    #expect(rows.compactMap { $0["name"]?.text } == names, "\(limit)")
                    #expect(Set(rows.compactMap { $0["id"]?.text }).count == count, "\(limit)")
                    let sizes = stride(from: 0, to: count, by: limit).map { min(limit, count - $0) }
                    #expect(pages.map(\.rows.count) == sizes, "\(limit)")
                    #expect(pages.last?["has_more"] == false, "\(limit)")
                    #expect(pages.last?["last_id"] == rows.last?["id"], "\(limit)")
                }
                let all = try await pipeline.pages(of: path, limit: count, atMost: 1)
                let last = try #require(all.last?["last_id"]?.text)
                let behind = try await pipeline.send("GET", "\(path)?after=\(last)").succeeded().json
                #expect(behind.rows.isEmpty)
                #expect(behind["has_more"] == false)
                let unknown = last.replacing(/.$/) { $0.output == "0" ? "1" : "0" }
                let lost = try await pipeline.send("GET", "\(path)?after=\(unknown)")
                #expect(lost.status == 422)
                #expect(try lost.json["errors"]?.elements?.first?["pointer"]?.text == "/after")
            }
        }
    }
}

extension JSONValue {
    /// The rows of a page.
    fileprivate var rows: [JSONValue] { self["data"]?.elements ?? [] }
}

extension Pipeline {
    /// Walks a list by the last id of each page until one says that it is the last.
    fileprivate func pages(of path: String, limit: Int, atMost count: Int) async throws -> [JSONValue] {
        var pages: [JSONValue] = []
        var after = ""
        repeat {
            let page = try await send("GET", "\(path)?limit=\(limit)\(after)").succeeded().json
            pages.append(page)
            after = "&after=\(page["last_id"]?.text ?? "")"
        } while pages.last?["has_more"]?.boolean == true && pages.count < count
        return pages
    }
}
