import Access
import Contracts
import Schemas

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
        let name = fields.converted("name", as: KeyName.allowed, .text()) { $0.text.flatMap(KeyName.init) }
        let role: KeyRole? = fields.choice("role")
        lifetime = fields.converted(
            "expires", as: KeyLifetime.allowed, .text(pattern: "[0-9]+[mhd]")
        ) {
            $0.text.flatMap(KeyLifetime.init(parsing:))
        }
        limits = KeyLimits(
            requestsPerMinute: fields.integer("requests_per_minute", in: KeyLimits.rates),
            jobs: fields.integer("jobs", in: KeyLimits.jobCounts))
        let roles = KeyRole.allCases.map(\.rawValue).joined(separator: ", ")
        fields.require("name")
        fields.require("role", or: "one of \(roles)")
        try fields.close()
        guard let name, let role else { throw SpecificationRefusal(problems: []) }
        self.name = name.text
        self.role = role
    }
}
