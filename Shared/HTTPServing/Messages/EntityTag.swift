import HTTPTypes

/// The name of one state of a resource (RFC 9110 §8.8.3), always a strong one.
package struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// In its quotation marks, as fields carry it.
    package let description: String

    /// `opaque` is of visible characters without quotation marks, such as a digest in hexadecimal digits.
    package init(_ opaque: String) { description = "\"\(opaque)\"" }

    /// Whether one of a list of tags is this one, as the fields If-Match and If-None-Match have them.
    ///
    /// `*` is any state there is. `weakly` lets a weak tag stand for it too (§8.8.3.2). What is no
    /// tag is none: the list is read no further.
    func isAmong(_ values: [String], weakly: Bool) -> Bool {
        values.contains { value in
            var rest = value.drop(while: Self.isGap)
            if rest.prefix(while: { !Self.isGap($0) }) == "*" { return true }
            while !rest.isEmpty {
                let isWeak = rest.hasPrefix("W/")
                if isWeak { rest = rest.dropFirst(2) }
                guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
                    return false
                }
                if rest[...end] == description[...], weakly || !isWeak { return true }
                rest = rest[rest.index(after: end)...].drop(while: Self.isGap)
            }
            return false
        }
    }

    /// Commas and white space, between the tags of a list.
    private static func isGap(_ character: Character) -> Bool { " \t,".contains(character) }
}

extension Request {
    /// Whether the client says that it has this state: If-None-Match (RFC 9110 §13.1.2).
    package func has(_ tag: EntityTag) -> Bool {
        self[.ifNoneMatch] != nil && tag.isAmong(fields[values: .ifNoneMatch], weakly: true)
    }

    /// Throws 412 where the client means another state than this one: If-Match (RFC 9110 §13.1.1).
    package func demand(_ tag: EntityTag) throws(Problem) {
        guard self[.ifMatch] != nil, !tag.isAmong(fields[values: .ifMatch], weakly: false) else { return }
        throw Problem(
            412, code: "changed_meanwhile",
            detail: "It is not what If-Match names any more, but \(tag); look at it again, then change it.")
    }
}

extension Reply {
    /// The same with the name of the state it shows.
    package func tagged(_ tag: EntityTag) -> Reply {
        var reply = self
        reply.fields[.eTag] = tag.description
        return reply
    }

    /// For a client that has this state already.
    package static func notModified(_ tag: EntityTag) -> Reply { Reply(status: .notModified).tagged(tag) }
}
