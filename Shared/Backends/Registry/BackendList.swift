/// The backends a deployment starts with: PAIRMILL_BACKENDS (DECISIONS 20).
///
/// Either a JSON array of `POST /v1/backends` bodies, or addresses with commas
/// between them, each with `=role+role` behind it or serving all three roles.
package struct BackendList: Sendable, Equatable {
    package let registrations: [BackendRegistration]

    /// Reads the variable's text; empty text is an empty list.
    package init(parsing text: String) throws(BackendListError) {
        let text = String(text.trimmingPrefix(while: \.isWhitespace))
        var problems = BackendProblems()
        let read =
            text.hasPrefix("[")
            ? problems.registrations(Array(text.utf8)) : Self.addresses(text, &problems)
        Self.refuseRepeated(read, &problems)
        guard problems.found.isEmpty else { throw BackendListError(problems: problems.found) }
        registrations = read
    }

    private static func addresses(_ text: String, _ problems: inout BackendProblems) -> [BackendRegistration]
    {
        let entries = text.split(separator: ",").map { $0.trimming(while: \.isWhitespace) }
        return entries.enumerated().compactMap { index, entry in
            entry.isEmpty ? nil : address(entry, at: "/\(index)", &problems)
        }
    }

    private static func address(
        _ entry: Substring, at place: String, _ problems: inout BackendProblems
    ) -> BackendRegistration? {
        let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let url = problems.url(.text(String(parts[0])), at: "\(place)/url")
        var registration = BackendRegistration(url: url ?? "")
        if parts.count == 2 {
            let names = parts[1].split(separator: "+", omittingEmptySubsequences: false).map(String.init)
            registration.roles = problems.roles(names, at: "\(place)/roles")
        }
        return registration
    }

    private static func refuseRepeated(_ read: [BackendRegistration], _ problems: inout BackendProblems) {
        var seen: Set<String> = []
        for registration in read where !seen.insert(registration.url).inserted {
            problems.add("", "\(registration.url) is named twice; name each address once, with all its roles")
        }
    }
}

extension Substring {
    fileprivate func trimming(while isBlank: (Character) -> Bool) -> Substring {
        var rest = drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }
}
