import Contracts
import Domain

/// The backends a deployment starts with: PAIRMILL_BACKENDS (DECISIONS 20).
///
/// Either a JSON array of `POST /v1/backends` bodies, or addresses with commas
/// between them, each with `=role+role` behind it or serving all three roles.
package struct BackendList: Sendable, Equatable {
    package let registrations: [BackendRegistration]

    /// No backends: services start without any.
    package init() { registrations = [] }

    /// Reads the variable's text; empty text is an empty list.
    package init(parsing text: String) throws(BackendListError) {
        let text = text[...].trimming(while: \.isWhitespace)
        var problems: [SpecificationProblem] = []
        let read =
            text.first == "[" ? Self.objects(text, &problems) : Self.addresses(text, &problems)
        Self.refuseRepeated(read, &problems)
        guard problems.isEmpty else { throw BackendListError(problems: problems) }
        registrations = read
    }

    private static func objects(
        _ text: Substring, _ problems: inout [SpecificationProblem]
    ) -> [BackendRegistration] {
        do throws(JSONError) {
            let elements = try JSONValue(parsing: text.utf8).elements ?? []
            return elements.enumerated().compactMap {
                BackendRegistration.read($1, at: .root.appending($0), &problems)
            }
        } catch {
            problems.append(SpecificationProblem(pointer: "", detail: "the list is no JSON: \(error)"))
            return []
        }
    }

    private static func addresses(
        _ text: Substring, _ problems: inout [SpecificationProblem]
    ) -> [BackendRegistration] {
        let entries = text.split(separator: ",").map { $0.trimming(while: \.isWhitespace) }
        return entries.enumerated().compactMap { index, entry in
            entry.isEmpty ? nil : address(entry, at: .root.appending(index), &problems)
        }
    }

    private static func address(
        _ entry: Substring, at place: JSONPointer, _ problems: inout [SpecificationProblem]
    ) -> BackendRegistration {
        let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        var registration = BackendRegistration(url: "")
        switch BackendURL.parse(String(parts[0])) {
        case .success(let url): registration.url = url
        case .failure(let refusal):
            let pointer = place.appending("url").description
            problems.append(SpecificationProblem(pointer: pointer, detail: refusal.detail))
        }
        if parts.count == 2 {
            let names = parts[1].split(separator: "+", omittingEmptySubsequences: false).map(String.init)
            registration.roles = Role.read(names) { index, detail in
                let pointer = place.appending("roles").appending(index).description
                problems.append(SpecificationProblem(pointer: pointer, detail: detail))
            }
        }
        return registration
    }

    private static func refuseRepeated(
        _ read: [BackendRegistration], _ problems: inout [SpecificationProblem]
    ) {
        var seen: Set<String> = [""]
        for registration in read where !seen.insert(registration.url).inserted && !registration.url.isEmpty {
            let detail = "\(registration.url) is named twice; name each address once, with all its roles"
            problems.append(SpecificationProblem(pointer: "", detail: detail))
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
