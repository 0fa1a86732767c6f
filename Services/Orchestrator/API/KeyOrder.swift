import Access
import Contracts

/// The body of `POST /v1/keys`.
struct KeyOrder: Sendable {
    let name: String
    let role: KeyRole
    /// Nil for a key that never expires.
    let lifetime: KeyLifetime?
    let limits: KeyLimits

    /// Reads a body; the refusal names everything that is wrong with it.
    init(reading json: JSONValue) throws(SpecificationRefusal) {
        var fields = try FieldReader(reading: json, what: "a key")
        let name = fields.converted("name", as: KeyName.allowed) { $0.text.flatMap(KeyName.init) }
        let role: KeyRole? = fields.choice("role")
        lifetime = fields.converted("expires", as: KeyLifetime.allowed) {
            $0.text.flatMap(KeyLifetime.init(parsing:))
        }
        limits = KeyLimits(
            requestsPerMinute: fields.integer("requests_per_minute", in: KeyLimits.rates),
            jobs: fields.integer("jobs", in: KeyLimits.jobCounts))
        let roles = KeyRole.allCases.map(\.rawValue).joined(separator: ", ")
        if fields.value("name") == nil { fields.report(.root.appending("name"), "name is missing") }
        if fields.value("role") == nil {
            fields.report(.root.appending("role"), "role is missing; one of \(roles)")
        }
        try fields.close()
        guard let name, let role else { throw SpecificationRefusal(problems: []) }
        self.name = name.text
        self.role = role
    }
}
