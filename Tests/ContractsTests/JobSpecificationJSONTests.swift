import Domain
import OrderedCollections
import Testing

@testable import Contracts

@Suite struct JobSpecificationJSONTests {
    private let seed = Seed(rawValue: 7)

    private func read(_ text: String) throws -> JobSpecification {
        try JobSpecification(reading: JSONValue(parsing: text), seed: seed)
    }

    private func problems(_ text: String) throws -> [SpecificationProblem] {
        let error = #expect(throws: SpecificationRefusal.self) { try read(text) }
        return error?.problems ?? []
    }

    @Test func `an empty object is the preset ipa with the seed at hand`() throws {
        var expected = Preset.ipa.specification
        expected.seed = seed
        #expect(try read("{}") == expected)
    }

    @Test(arguments: Preset.allCases) func `a written specification reads back`(preset: Preset) throws {
        var specification = preset.specification
        specification.cap = 12
        specification.models.generator = "Qwen/Qwen2-VL-7B-Instruct"
        specification.prompts[.generate] = "<instruction>{{instruction}}</instruction>"
        specification.rounds.append(.referenceGuided)
        specification.rounds[0].sampling = SamplingPlan()
        specification.perturbations = [.gaussianBlur(sigma: 2...2), .diffusionNoise(step: 1...999)]
        let back = try read(specification.json.json)
        #expect(back == specification)
        #expect(back.digest == specification.digest)
        #expect(try read(specification.json.canonical).digest == specification.digest)
    }

    @Test func `objects merge deeply and arrays replace the whole`() throws {
        let specification = try read(
            #"{"preset": "ipa-rgs", "sampling": {"normal": 6}, "perturbations": [{"kind": "scale"}], "#
                + #""pairing": {"filters": {"ratio": {"times": 4}}}, "rounds": [{"from": "all", "sampling": {"contrastive": 0}}]}"#
        )
        #expect(specification.preset == .referenceGuidedSampling)
        #expect(specification.sampling.normal == 6)
        #expect(specification.sampling.contrastive == 4)
        #expect(specification.perturbations == [.scale(factor: 0.1...0.5)])
        #expect(specification.pairing.filters.ratio.times == 4)
        #expect(specification.pairing.filters.ratio.unlessUnder == 5)
        #expect(specification.rounds.count == 1)
        #expect(specification.sampling(inRound: 1).normal == 6)
        #expect(specification.sampling(inRound: 1).contrastive == 0)
    }

    @Test func `an unknown key is named with the nearest known spelling`() throws {
        #expect(
            try problems(#"{"sampling": {"temprature": 1}}"#) == [
                SpecificationProblem(
                    pointer: "/sampling/temprature",
                    detail: "unknown key \"temprature\"; did you mean \"temperature\"?")
            ])
        let far = try problems(#"{"models": {"zzz": "x"}}"#)
        #expect(far.first?.detail == "unknown key \"zzz\"; known here: generator, reviser, verifier")
    }

    @Test func `of very many problems the first are named`() throws {
        let keys = (0..<50_000).map { "\"k\($0)\": 1" }.joined(separator: ", ")
        let ones = Array(repeating: "1", count: 50_000).joined(separator: ", ")
        for body in ["{\(keys)}", "{\"rounds\": [\(ones)]}"] {
            let found = try problems(body)
            #expect(found.count == SpecificationRefusal.most + 1)
            #expect(found.last?.detail == "more is wrong; the first 64 problems are named")
        }
    }

    @Test func `all problems of type, key and value come in one answer`() throws {
        let found = try problems(
            #"{"preset": "ipo", "sampling": {"normal": "four", "contrastive": 300}, "seed": -1, "rounds": [{"from": "hard"}, 3], "#
                + #""perturbations": [{"kind": "blur"}, {"sigma": 2}, {"kind": "scale", "factor": [0.5, 0.1]}], "a/b~": 1}"#
        )
        #expect(
            found.map(\.pointer) == [
                "/preset", "/seed", "/sampling/normal", "/perturbations/0/kind", "/perturbations/1/kind",
                "/perturbations/2/factor", "/rounds/1", "/a~1b~0", "/sampling/contrastive", "/sampling",
                "/rounds/0/from",
            ])
        #expect(found[2].detail == "normal must be an integer; got the string \"four\"")
    }

    @Test func `optional keys are checked like the others`() throws {
        let found = try problems(#"{"cap": "x", "models": {"reviser": 5}, "prompts": {"generate": []}}"#)
        #expect(found.map(\.pointer) == ["/cap", "/models/reviser", "/prompts/generate"])
    }

    @Test func `a text with NUL is refused by its field, for no database stores it`() throws {
        let found = try problems(#"{"name": "a\u0000b", "models": {"reviser": "\u0000"}}"#)
        #expect(found.map(\.pointer) == ["/name", "/models/reviser"])
        #expect(found.allSatisfy { $0.detail.contains("NUL") })
    }

    @Test func `a specification that is no object is refused`() throws {
        #expect(try problems("[]").first?.detail == "a specification is a JSON object; got an array")
    }

    @Test func `values of any type at any key are refused or read, never trapped on`() throws {
        let chosen = UInt64.random(in: 0 ... .max)
        var random = SeededRandom(chosen)
        let values: [JSONValue] = [
            nil, true, 0, -1, 1, 4.5, 9_223_372_036_854_775_807, 1e300, "", "ipa", [], [1, 2], [[:]], [:],
        ]
        for _ in 0..<3000 {
            var specification = Preset.ipa.specification.json
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                specification = specification.mutated(with: values, using: &random)
            }
            do throws(SpecificationRefusal) {
                let read = try JobSpecification(reading: specification, seed: seed)
                #expect(read.problems().isEmpty, "seed \(chosen)")
                #expect(try read == JobSpecification(reading: read.json, seed: seed), "seed \(chosen)")
            } catch {
                #expect(!error.problems.isEmpty, "seed \(chosen)")
            }
        }
    }
}

extension JSONValue {
    /// The value with one place in it replaced at random.
    fileprivate func mutated(with values: [JSONValue], using random: inout SeededRandom) -> JSONValue {
        switch self {
        case .object(var members) where !members.isEmpty:
            let index = Int.random(in: 0..<members.count, using: &random)
            let key = members.keys[index]
            members[key] = members.values[index].mutated(with: values, using: &random)
            return .object(members)
        case .array(var elements) where !elements.isEmpty:
            let index = Int.random(in: 0..<elements.count, using: &random)
            elements[index] = elements[index].mutated(with: values, using: &random)
            return .array(elements)
        default:
            return values.randomElement(using: &random) ?? .null
        }
    }
}
