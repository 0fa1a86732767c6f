import Postgres

extension PostgresRow {
    /// Reads a column that holds one of a type's words, such as a state.
    func decode<Word: RawRepresentable<String>>(
        _: Word.Type, named name: String
    ) throws(PostgresError) -> Word {
        let text = try decode(String.self, named: name)
        guard let word = Word(rawValue: text) else {
            throw .undecodable("column \"\(name)\" holds \"\(text)\", which is no \(Word.self)")
        }
        return word
    }
}
