package import Schemas
import Synchronization

/// What a body's reader asks for, noted while it reads an empty one.
///
/// So the API's description says of a body what its reader knows, and there is no second list.
final class Outline: Sendable {
    /// Where readers note what they are asked for; nil but for those who want a schema.
    @TaskLocal static var current: Outline?

    private let members = Mutex(SchemaMembers(others: nil))

    /// `null` counts as missing, so what need not be there may be null.
    func note(_ key: String, _ schema: Schema) {
        members.withLock {
            guard !$0.required.contains(key) else { return }
            $0.properties[key] = schema.orNull
        }
    }

    func require(_ key: String) {
        members.withLock {
            $0.required.insert(key)
            if case .either(let schemas) = $0.properties[key], let schema = schemas.first {
                $0.properties[key] = schema
            }
        }
    }

    var schema: Schema { .object(members.withLock { $0 }) }
}

extension Schema {
    /// The schema of a body, from what its reader asks for; named, if a name is given.
    package init<Body>(
        ofBody name: String, _ read: (JSONValue) throws -> Body
    ) {
        let outline = Outline()
        Outline.$current.withValue(outline) {
            // Refused or not: nobody wants the body.
            _ = try? read([:])
        }
        self = .named(name, outline.schema)
    }
}
