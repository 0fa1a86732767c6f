/// Makes scenes up: which shapes, how many, where, on which ground.
struct SceneArtist: Sendable {
    private static let cell = 40
    private static let strip = 24

    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A scene of 1 to 8 objects, with a word when asked for.
    mutating func scene(withWord: Bool) -> Scene {
        let columns = 3 + random.index(below: 2)
        let rows = (withWord ? 2 : 3) + random.index(below: 2)
        let height = withWord ? rows * Self.cell + Self.strip : min(rows, 4) * Self.cell
        var scene = Scene(
            width: columns * Self.cell, height: height, ground: ground(), objects: [], word: nil)
        scene.objects = objects(columns: columns, rows: rows)
        if withWord { scene.word = word(width: scene.width, top: rows * Self.cell) }
        return scene
    }

    private mutating func ground() -> Ground { random.pick(Ground.allCases) ?? .white }

    private mutating func objects(columns: Int, rows: Int) -> [Scene.Object] {
        let wanted = min(1 + random.index(below: 4) + random.index(below: 5), columns * rows - 1)
        let cells = (0..<columns * rows).shuffled(using: &random).prefix(wanted)
        var looks: [Look] = []
        return cells.map { cell in
            let look = look(after: looks)
            looks.append(look)
            return place(look, column: cell % columns, row: cell / columns)
        }
    }

    /// Half of the objects repeat looks that are there, so that there is something to count.
    private mutating func look(after looks: [Look]) -> Look {
        var look = Look(
            size: random.pick(Size.allCases) ?? .small, hue: random.pick(Hue.allCases) ?? .red,
            shape: random.pick(Shape.allCases) ?? .circle)
        guard let model = random.pick(looks), random.happens(0.5) else { return look }
        look.shape = model.shape
        if random.happens(0.6) { look.hue = model.hue }
        if random.happens(0.6) { look.size = model.size }
        return look
    }

    private mutating func place(_ look: Look, column: Int, row: Int) -> Scene.Object {
        let diameters = look.size.diameters
        let diameter = diameters.lowerBound + random.index(below: diameters.count)
        let room = Self.cell - diameter - 6
        return Scene.Object(
            look: look, x: column * Self.cell + 3 + random.index(below: room + 1),
            y: row * Self.cell + 3 + random.index(below: room + 1), diameter: diameter)
    }

    private mutating func word(width: Int, top: Int) -> Scene.PrintedWord {
        let text = random.pick(Lexicon.words) ?? "STOP"
        let room = width - text.count * Font.advance - 4
        return Scene.PrintedWord(text: text, x: 4 + random.index(below: max(room, 1)), y: top + 3)
    }
}
