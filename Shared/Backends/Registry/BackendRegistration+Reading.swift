package import Contracts
import Domain
import Schemas

extension BackendRegistration {
    /// Reads the body of `POST /v1/backends`; the error names every problem in it.
    package init(reading json: JSONValue) throws(BackendListError) {
        var problems: [SpecificationProblem] = []
        let read = Self.read(json, at: .root, &problems)
        guard let read, problems.isEmpty else { throw BackendListError(problems: problems) }
        self = read
    }

    /// Reads one object of a list; nil where it is none.
    static func read(
        _ json: JSONValue, at pointer: JSONPointer, _ problems: inout [SpecificationProblem]
    ) -> BackendRegistration? {
        guard let members = json.members else {
            let detail = "a backend is a JSON object like {\"url\": \"http://host:8000\"}"
            problems.append(SpecificationProblem(pointer: pointer.description, detail: detail))
            return nil
        }
        var fields = FieldReader(members, at: pointer)
        var result = BackendRegistration(url: "")
        result.read(&fields)
        problems += fields.finish()
        return result
    }

    private mutating func read(_ fields: inout FieldReader) {
        url = fields.address("url") ?? ""
        fields.choice("kind", into: &kind)
        roles = fields.roles("roles") ?? roles
        maxInFlight = fields.whole("max_in_flight", in: 1...4096) ?? maxInFlight
        maxLoraRank = fields.whole("max_lora_rank", in: 1...4096)
        adapterRoot = fields.folder("adapter_root")
        keyEnv = fields.variable("key_env")
    }
}

extension FieldReader {
    fileprivate mutating func address(_ key: String) -> String? {
        let found = value(key, .text())
        require(key)
        guard let found else { return nil }
        switch BackendURL.parse(found.text ?? "") {
        case .success(let url): return url
        case .failure(let refusal):
            report(pointer.appending(key), refusal.detail)
            return nil
        }
    }

    fileprivate mutating func roles(_ key: String) -> Set<Role>? {
        guard let found = value(key, .list(Schema(of: Role.self))) else { return nil }
        let place = pointer.appending(key)
        guard let names = found.elements, !names.isEmpty else {
            report(place, "must be a list with at least one of \(Role.names)")
            return nil
        }
        return Role.read(names.map { $0.text ?? "" }) { report(place.appending($0), $1) }
    }

    fileprivate mutating func whole(_ key: String, in range: ClosedRange<Int64>) -> Int? {
        guard let found = value(key, .integer(range)) else { return nil }
        if let number = found.whole, range.contains(number) { return Int(number) }
        let detail = "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        report(pointer.appending(key), detail)
        return nil
    }

    fileprivate mutating func folder(_ key: String) -> String? {
        guard let found = value(key, .text(pattern: "/.*")) else { return nil }
        if let path = found.text, path.hasPrefix("/") { return path }
        report(pointer.appending(key), "must be an absolute path, as the backend sees it")
        return nil
    }

    /// What came is not repeated: who mistakes the field for the key must not find it in a log.
    fileprivate mutating func variable(_ key: String) -> String? {
        guard let found = value(key, .text(pattern: "[A-Z_][A-Z0-9_]*")) else { return nil }
        if let name = found.text, name.wholeMatch(of: /[A-Z_][A-Z0-9_]*/) != nil {
            // libpq's: the database's password is no backend's business.
            if name.hasPrefix("PG") {
                report(pointer.appending(key), "must not begin with PG: those variables belong to PostgreSQL")
                return nil
            }
            // Processes refuse variables of the prefix that no program knows.
            if !name.hasPrefix("PAIRMILL_") || name.wholeMatch(of: /PAIRMILL_KEY_.+/) != nil { return name }
            report(
                pointer.appending(key),
                "must be PAIRMILL_KEY_… or begin otherwise: all other names with PAIRMILL_ are settings")
            return nil
        }
        report(
            pointer.appending(key),
            "must be the name of an environment variable (A–Z, 0–9, _), not the key itself")
        return nil
    }
}
