/// The words that are printed in scenes.
enum Lexicon {
    static let words = [
        "BUS", "MAP", "SUN", "TEA", "ZOO", "CAFE", "EXIT", "FISH", "GATE", "OPEN", "PARK", "STOP", "TAXI",
        "BREAD", "CLOCK", "HOTEL", "MUSIC", "NORTH", "PIANO", "RIVER", "BAKERY", "BRIDGE", "GARDEN",
        "MARKET", "STATION", "LIBRARY", "HARBOUR", "THEATRE", "VILLAGE", "AIRPORT", "HOSPITAL", "PHARMACY",
    ]

    /// Letters that look alike, both ways.
    static let lookalikes: [Character: Character] = [
        "O": "D", "D": "O", "E": "F", "F": "E", "I": "L", "L": "I", "P": "R", "R": "P", "U": "V", "V": "U",
        "M": "N", "N": "M", "C": "G", "G": "C", "B": "E", "K": "X", "H": "N", "T": "Y", "Y": "T", "A": "R",
        "S": "Z",
    ]
}
