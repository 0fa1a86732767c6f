import Contracts
import Digests
import Domain
import Foundation
import Images
import PipelineSupport
import Testing

extension PipelineTests {
    @Suite struct ImageTests {
        @Test func `an image is served clean, and as a contrastive response saw it`() async throws {
            try await withPipeline { pipeline in
                let job = try await pipeline.startJob(samples: 3)
                try await pipeline.wait(for: job, toBe: "done")
                let pairs = try await pipeline.send("GET", "/v1/jobs/\(job)/pairs?excluded=1").lines
                let pair = try #require(
                    pairs.first { ($0["rejected"]?["perturbation"] ?? .null) != .null })
                let digest = try #require(pair["image_sha256"]?.text)
                let perturbation = try #require(pair["rejected"]?["perturbation"])

                let clean = try await pipeline.send("GET", "/v1/images/\(digest)").succeeded()
                #expect(SHA256Digest(of: clean.body).hex == digest)
                let value = try #require(Perturbation(reading: perturbation))
                let query = try #require(
                    perturbation.json.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                let seen = try await pipeline.send("GET", "/v1/images/\(digest)?perturbation=\(query)")
                #expect(seen.type == "image/png")
                #expect(seen.body == (try value.applied(toImage: clean.body)))
                #expect(seen.body != clean.body)

                for wrong in ["x", "%7B%7D", "1"] {
                    let refused = try await pipeline.send("GET", "/v1/images/\(digest)?perturbation=\(wrong)")
                    #expect(refused.status == 422)
                    #expect(try refused.pointers == ["/perturbation"])
                }
            }
        }
    }
}
