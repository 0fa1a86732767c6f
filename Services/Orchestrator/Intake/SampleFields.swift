import Contracts
import Digests
import OrderedCollections
import Spelling

/// Reads the fields of one line of samples, and refuses those nobody asked for.
struct SampleFields {
    private let json: JSONValue
    private var asked: [String] = []
    private static let known = ["id", "image", "instruction", "reference", "tags"]

    init(_ json: JSONValue) throws(IntakeProblem) {
        guard json.members != nil else {
            throw IntakeProblem(
                code: .fieldType,
                message: "a line must be a JSON object with image, instruction and reference")
        }
        self.json = json
    }

    /// A text that must be there and say something.
    mutating func text(_ key: String, missing: IntakeCode) throws(IntakeProblem) -> String {
        guard let value = value(key) else {
            throw IntakeProblem(
                code: missing, message: "\(key) is missing\(misspelling(of: key))", pointer: "/\(key)")
        }
        let text = try string(value, key)
        guard !text.allSatisfy(\.isWhitespace) else {
            throw IntakeProblem(code: .textEmpty, message: "\(key) is empty", pointer: "/\(key)")
        }
        return try bounded(text, SampleLine.mostTextBytes, key)
    }

    /// The user's id: a string, or a number that is taken as one.
    mutating func id() throws(IntakeProblem) -> String? {
        guard let value = value("id") else { return nil }
        if let number = value.whole { return String(number) }
        let id = try string(value, "id")
        guard !id.isEmpty else {
            throw IntakeProblem(
                code: .textEmpty, message: "id is empty; leave it out to have one made", pointer: "/id")
        }
        return try bounded(id, SampleLine.mostNameBytes, "id")
    }

    mutating func tags() throws(IntakeProblem) -> [String] {
        guard let value = value("tags") else { return [] }
        guard let elements = value.elements, elements.count <= SampleLine.mostTags else {
            throw IntakeProblem(
                code: .fieldType, message: "tags must be a list of at most \(SampleLine.mostTags) strings",
                pointer: "/tags")
        }
        var tags: [String] = []
        for (index, element) in elements.enumerated() {
            let tag = try bounded(
                try string(element, "tags/\(index)"), SampleLine.mostNameBytes, "tags/\(index)")
            tags.append(tag.filter { $0 != "\u{1F}" })
        }
        return tags
    }

    mutating func image() throws(IntakeProblem) -> ImageSource {
        guard let value = value("image") else {
            throw IntakeProblem(
                code: .imageMissing,
                message: "image is missing; give {\"path\"}, {\"data\"} or {\"sha256\"}"
                    + misspelling(of: "image"),
                pointer: "/image")
        }
        if let text = value.text { return try Self.source(text) }
        if value.elements != nil {
            throw IntakeProblem(
                code: .tooManyImages, message: "image is a list; a sample has one image", pointer: "/image")
        }
        return try Self.source(value)
    }

    /// Refuses keys that are not known, so that a misspelt one can't go unseen.
    func finish() throws(IntakeProblem) {
        guard let unknown = json.members?.keys.first(where: { !asked.contains($0) }) else { return }
        throw IntakeProblem(
            code: .columnUnknown,
            message: "unknown key \"\(unknown.prefix(60))\"; "
                + (nearestSpelling(of: unknown, among: asked).map { "did you mean \"\($0)\"?" }
                    ?? "known here: \(asked.joined(separator: ", "))"),
            pointer: JSONPointer.root.appending(unknown).description)
    }

    /// Words about a key of the line that was probably meant for one that is missing.
    private func misspelling(of key: String) -> String {
        // A few are looked at, whatever a line holds.
        let unknown = (json.members?.keys.filter { !Self.known.contains($0) } ?? []).prefix(16)
        let meant = unknown.first { nearestSpelling(of: $0, among: Self.known) == key }
        return meant.map { "; did you mean it by \"\($0.prefix(60))\"?" } ?? ""
    }

    /// `null` counts as missing.
    private mutating func value(_ key: String) -> JSONValue? {
        asked.append(key)
        let value = json[key]
        return value == .null ? nil : value
    }

    /// A text with NUL is refused, for PostgreSQL can't store it.
    private func string(_ value: JSONValue, _ key: String) throws(IntakeProblem) -> String {
        guard let text = value.text else {
            throw IntakeProblem(code: .fieldType, message: "\(key) must be a string", pointer: "/\(key)")
        }
        guard !text.utf8.contains(0) else {
            throw IntakeProblem(
                code: .fieldType,
                message: "\(key) holds NUL (U+0000), which can't be stored; leave it out",
                pointer: "/\(key)")
        }
        return text
    }

    private func bounded(_ text: String, _ most: Int, _ key: String) throws(IntakeProblem) -> String {
        guard text.utf8.count <= most else {
            throw IntakeProblem(
                code: .textTooLong, message: "\(key) has \(text.utf8.count) bytes; at most \(most) are taken",
                pointer: "/\(key)")
        }
        return text
    }
}

extension SampleFields {
    private static func source(_ text: String) throws(IntakeProblem) -> ImageSource {
        guard let source = ImageSource(text) else { throw notBase64("/image") }
        return source
    }

    private static func source(_ value: JSONValue) throws(IntakeProblem) -> ImageSource {
        guard let members = value.members, members.count == 1, let (key, inner) = members.elements.first,
            let text = inner.text
        else { throw wrongImage("/image") }
        switch key {
        case "path": return .path(text)
        case "url": return .url(text)
        case "data":
            let source =
                text.hasPrefix("data:") ? ImageSource(text) : ImageSource.decoded(text).map { .data($0) }
            guard let source else { throw notBase64("/image/data") }
            return source
        case "sha256":
            guard let digest = SHA256Digest(hex: text) else {
                throw IntakeProblem(
                    code: .fieldType, message: "sha256 must be 64 hexadecimal digits",
                    pointer: "/image/sha256")
            }
            return .sha256(digest)
        default: throw wrongImage("/image/\(key)")
        }
    }

    private static func wrongImage(_ pointer: String) -> IntakeProblem {
        IntakeProblem(
            code: .fieldType,
            message: "image must be a string, or an object with one of path, data, sha256 and url",
            pointer: pointer)
    }

    private static func notBase64(_ pointer: String) -> IntakeProblem {
        IntakeProblem(
            code: .imageUndecodable,
            message: "image data must be padded base64 without spaces, or a data URL of it", pointer: pointer)
    }
}
