import Domain

extension BackendProblems {
    mutating func url(_ field: RegistrationField, at pointer: String) -> String? {
        guard case .text(let text) = field else {
            add(pointer, "must be text, an address like http://host:8000")
            return nil
        }
        switch BackendURL.parse(text) {
        case .success(let url): return url
        case .failure(let refusal):
            add(pointer, refusal.detail)
            return nil
        }
    }

    mutating func kind(_ field: RegistrationField, at pointer: String) -> Backend.Kind? {
        if case .text(let text) = field, let kind = Backend.Kind(rawValue: text) { return kind }
        let allowed = Backend.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        add(pointer, "must be one of \(allowed)")
        return nil
    }

    mutating func roles(_ field: RegistrationField, at pointer: String) -> Set<Role> {
        guard case .list(let names) = field, !names.isEmpty else {
            add(pointer, "must be a list with at least one of \(Self.roleNames)")
            return []
        }
        return roles(names, at: pointer)
    }

    mutating func roles(_ names: [String], at pointer: String) -> Set<Role> {
        for (index, name) in names.enumerated() where Role(rawValue: name) == nil {
            add("\(pointer)/\(index)", "“\(name.prefix(60))” is no role; allowed are \(Self.roleNames)")
        }
        return Set(names.compactMap(Role.init(rawValue:)))
    }

    mutating func number(
        _ field: RegistrationField, in range: ClosedRange<Int>, at pointer: String
    ) -> Int? {
        if case .number(let number) = field, range.contains(number) { return number }
        add(pointer, "must be a whole number of \(range.lowerBound)…\(range.upperBound)")
        return nil
    }

    /// The value is not repeated: who mistakes the field for the key must not find it in a log.
    mutating func keyEnv(_ field: RegistrationField, at pointer: String) -> String? {
        if case .text(let text) = field, Self.isVariable(text) { return text }
        add(pointer, "must be the name of an environment variable (A–Z, 0–9, _), not the key itself")
        return nil
    }

    mutating func folder(_ field: RegistrationField, at pointer: String) -> String? {
        if case .text(let text) = field, text.hasPrefix("/") { return text }
        add(pointer, "must be an absolute path, as the backend sees it")
        return nil
    }

    private static var roleNames: String { Role.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func isVariable(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
    }
}
