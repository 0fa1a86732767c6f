/// One field of a registration as it came, before anybody asks what it means.
enum RegistrationField: Decodable {
    case text(String)
    case number(Int)
    case list([String])
    case null
    case other

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        // A failed try only means that the field has another shape.
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let number = try? value.decode(Int.self) {
            self = .number(number)
        } else if let list = try? value.decode([String].self) {
            self = .list(list)
        } else {
            self = .other
        }
    }
}
