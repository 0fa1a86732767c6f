/// What is wrong with a multipart content; a client reads it as 400.
package enum MultipartError: Error, Sendable, Equatable {
    /// The Content-Type is not multipart/form-data with a boundary.
    case notMultipart
    case headTooLarge
    /// A part's head breaks the grammar of fields.
    case malformedHead
    /// A part has no `Content-Disposition: form-data; name=…` (RFC 7578 §4.2).
    case nameMissing
    /// Something other than a line end or two dashes follows a boundary.
    case malformedBoundary
    /// The content ended before its last boundary.
    case incomplete
    /// Two child tasks read one content at once.
    case readTwice
}

extension MultipartError: ProblemConvertible, CustomStringConvertible {
    package var problem: Problem {
        self == .notMultipart
            ? Problem(415, code: "not_multipart", detail: description)
            : Problem(400, code: "bad_multipart", detail: description)
    }

    package var description: String {
        switch self {
        case .notMultipart: "The content must be multipart/form-data with a boundary of 1 to 70 characters."
        case .headTooLarge: "The head of a part is larger than \(MultipartParser.headLimit) bytes."
        case .malformedHead: "The head of a part is malformed."
        case .nameMissing: "A part has no Content-Disposition of form-data with a name."
        case .malformedBoundary: "A boundary is followed by something other than a line end or two dashes."
        case .incomplete: "The content ends before its last boundary."
        case .readTwice: "The content is read by two child tasks at once."
        }
    }
}
