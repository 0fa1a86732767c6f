/// A picture of lines, circles and texts, as SVG.
///
/// Colours are of middle lightness and the ground is left clear, so that it reads on white
/// and on dark pages alike; fonts are whatever the reader's sans-serif is.
struct SVGDrawing {
    enum Anchor: String { case start, middle, end }

    /// Each about 4.4 : 1 against white and against near-black.
    enum Ink: String {
        case text = "#787878"
        case blue = "#3a7fc4"
        case orange = "#c4661a"
    }

    let width: Int
    let height: Int
    /// Read aloud by screen readers.
    let title: String
    private var elements: [String] = []

    init(width: Int, height: Int, title: String) {
        self.width = width
        self.height = height
        self.title = title
    }

    mutating func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ ink: Ink, width: Double = 1,
        opacity: Double = 1
    ) {
        add(
            "line", [("x1", start.x), ("y1", start.y), ("x2", end.x), ("y2", end.y)],
            #"stroke="\#(ink.rawValue)" stroke-width="\#(Self.text(width))" opacity="\#(Self.text(opacity))""#
        )
    }

    mutating func circle(at center: (x: Double, y: Double), radius: Double, _ ink: Ink, opacity: Double = 1) {
        add(
            "circle", [("cx", center.x), ("cy", center.y), ("r", radius)],
            #"fill="\#(ink.rawValue)" opacity="\#(Self.text(opacity))""#)
    }

    mutating func text(
        _ text: String, at place: (x: Double, y: Double), _ anchor: Anchor = .start, size: Int = 12,
        isBold: Bool = false
    ) {
        let attributes = [
            #"x="\#(Self.text(place.x))" y="\#(Self.text(place.y))""#,
            #"text-anchor="\#(anchor.rawValue)" font-size="\#(size)""#, isBold ? #"font-weight="bold""# : nil,
        ].compactMap(\.self)
        elements.append("<text \(attributes.joined(separator: " "))>\(Self.escaped(text))</text>")
    }

    /// The whole file.
    var svg: String {
        let box = "width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
        let lines =
            [
                "<svg xmlns=\"http://www.w3.org/2000/svg\" \(box) role=\"img\" font-family=\"sans-serif\" "
                    + "fill=\"\(Ink.text.rawValue)\">",
                "<title>\(Self.escaped(title))</title>",
            ] + elements + ["</svg>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private mutating func add(_ name: String, _ places: [(String, Double)], _ rest: String) {
        let attributes = places.map { "\($0)=\"\(Self.text($1))\"" }.joined(separator: " ")
        elements.append("<\(name) \(attributes) \(rest)/>")
    }

    private static func text(_ number: Double) -> String { number.text(decimals: 2) }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
