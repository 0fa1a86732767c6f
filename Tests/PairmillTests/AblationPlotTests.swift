import Testing

@testable import pairmill

@Suite struct AblationPlotTests {
    private let svg = AblationPlot(results: AblationFixtures.whole()).svg

    @Test func `every element is closed, in order`() {
        #expect(Self.open(in: svg) == [])
        #expect(Self.open(in: "<svg><text>a</svg></text>") != [])
    }

    @Test func `every row is named, with its figures`() {
        for row in AblationRow.allCases {
            #expect(svg.contains(">\(row.words)</text>"))
            #expect(svg.contains(">\(row.rawValue)</text>"))
        }
        #expect(svg.contains(">75.2 ± 0.2</text>") && svg.contains(">1.0 ± 0.0</text>"))
    }

    @Test func `texts of one line stand apart, and none leaves the picture`() {
        var lines: [Substring: [(from: Double, to: Double)]] = [:]
        for match in svg.matches(
            of: /<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)" font-size="(\d+)"[^>]*>([^<]*)</)
        {
            // A sans-serif letter is some 0.55 of its size wide.
            let width = Double(match.5.count) * (Double(match.4) ?? 0) * 0.55
            let x = Double(match.1) ?? 0
            let from = match.3 == "end" ? x - width : match.3 == "middle" ? x - width / 2 : x
            lines[match.2, default: []].append((from, from + width))
        }

        #expect(lines.count > 12)
        for texts in lines.values.map({ $0.sorted { $0.from < $1.from } }) {
            #expect(zip(texts, texts.dropFirst()).allSatisfy { $0.to < $1.from })
            #expect(texts.allSatisfy { $0.from >= 0 && $0.to <= 1040 })
        }
    }

    @Test func `what would end an element is written as text`() {
        var drawing = SVGDrawing(width: 10, height: 10, title: "a < b & c")
        drawing.text("<x>", at: (1, 2))

        #expect(drawing.svg.contains("<title>a &lt; b &amp; c</title>"))
        #expect(drawing.svg.contains(">&lt;x&gt;</text>"))
    }

    @Test func `an axis covers its values by round steps`() {
        let scale = AxisScale(covering: [61.2, 70.9], span: 100...200)
        #expect(scale.ticks == [60, 62, 64, 66, 68, 70, 72] && scale.decimals == 0)
        #expect(scale.place(of: 60) == 100 && scale.place(of: 72) == 200 && scale.place(of: 66) == 150)

        let small = AxisScale(covering: [0.11, 0.14], span: 0...1)
        #expect(small.decimals == 2 && small.ticks.count <= 7)
        #expect(AxisScale(covering: [5, 5], span: 0...1).ticks.count >= 2)
        #expect(AxisScale(covering: [], span: 0...1).ticks.count >= 2)
    }

    @Test func `an interval that reaches below zero is drawn to zero`() {
        let entries = [0.0, 0, 2].enumerated().map {
            AblationFixtures.entry(.ipa, seed: UInt32($0 + 1), [.hardLeft: $1])
        }
        let svg = AblationPlot(results: AblationResults(AblationFixtures.plan(), among: entries)).svg

        #expect(svg.contains(">0.7 ± 2.9</text>") && !svg.contains(">-"))
    }

    @Test func `results without a figure are drawn too`() {
        let empty = AblationPlot(results: AblationResults(AblationFixtures.plan())).svg
        #expect(Self.open(in: empty) == [] && empty.contains(">–</text>"))
    }

    /// The elements that are still open at the end, or were when another was closed.
    private static func open(in text: String) -> [Substring] {
        var open: [Substring] = []
        for tag in text.matches(of: /<(\/?)(\w+)([^>]*?)(\/?)>/) {
            if tag.1.isEmpty && tag.4.isEmpty { open.append(tag.2) }
            if !tag.1.isEmpty {
                guard open.last == tag.2 else { return open }
                open.removeLast()
            }
        }
        return open
    }
}
