extension Schema {
    /// Notes the named schemas within it, by their names; traps where one name has two meanings.
    package func collectNames(into named: inout [String: Schema]) {
        switch self {
        case .anything, .null, .boolean, .integer, .number, .text, .words: break
        case .list(let schema), .described(_, let schema): schema.collectNames(into: &named)
        case .either(let schemas): for schema in schemas { schema.collectNames(into: &named) }
        case .object(let members):
            for schema in members.properties.values { schema.collectNames(into: &named) }
            members.others?.collectNames(into: &named)
        case .named(let name, let schema):
            if let known = named[name] {
                precondition(known == schema, "the schema \(name) stands for two things")
                return
            }
            named[name] = schema
            schema.collectNames(into: &named)
        }
    }
}
