import HTTPTypes

/// Collects the fields of a request and judges those that frame it.
struct FieldSection {
    private var fields = HTTPFields()
    private var hosts: [String] = []
    private var lengths: [ArraySlice<UInt8>] = []
    private var codings: [String] = []
    private var connection: Set<String> = []
    private var expectations: [String] = []

    mutating func add(_ field: (name: String, value: ArraySlice<UInt8>)) throws(Rejection) {
        guard let name = HTTPField.Name(field.name) else {
            throw Rejection(400, "H13", "a field's name is no token")
        }
        let value = String(decoding: field.value, as: UTF8.self)
        switch name {
        case _ where name.canonicalName == "host":
            hosts.append(value)
            return
        case .contentLength: lengths.append(field.value)
        case .transferEncoding: codings += Self.list(value)
        case .connection: connection.formUnion(Self.list(value))
        case .expect: expectations += Self.list(value)
        default: break
        }
        fields.append(HTTPField(name: name, value: value))
    }

    /// The head, once every field is in.
    func head(_ line: HeadParser.Line) throws(Rejection) -> RequestHead {
        let framing = try framing(minorVersion: line.minorVersion)
        try checkHost(minorVersion: line.minorVersion)
        try checkExpectations()
        guard let method = HTTPRequest.Method(line.method) else {
            throw Rejection(400, "H14", "the method is no token")
        }
        return RequestHead(
            method: method, target: line.target, authority: line.authority ?? hosts.first,
            minorVersion: line.minorVersion, fields: fields,
            framing: framing,
            keepsAlive: !connection.contains("close")
                && (line.minorVersion > 0 || connection.contains("keep-alive")),
            expectsContinue: line.minorVersion > 0 && expectations.contains("100-continue"))
    }

    private func framing(minorVersion: Int) throws(Rejection) -> RequestHead.Framing {
        if fields.contains(.transferEncoding) {
            if !lengths.isEmpty {
                throw Rejection(400, "H1", "Content-Length and Transfer-Encoding together")
            }
            if minorVersion == 0 { throw Rejection(400, "H4", "Transfer-Encoding in HTTP/1.0") }
            guard codings.last == "chunked", codings.count(where: { $0 == "chunked" }) == 1 else {
                throw Rejection(400, "H2", "the last transfer coding is not chunked, or it is there twice")
            }
            if codings.count > 1 { throw Rejection(501, "H3", "only the transfer coding chunked is known") }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        guard lengths.count == 1, !length.contains(0x2C) else {
            throw Rejection(400, "H6", "Content-Length more than once")
        }
        guard !length.isEmpty, ByteClass.all(length, are: .digit) else {
            throw Rejection(400, "H5", "Content-Length is no number")
        }
        guard let number = Int64(String(decoding: length, as: UTF8.self)) else {
            throw Rejection(400, "H5", "Content-Length is too large")
        }
        return .length(number)
    }

    private func checkHost(minorVersion: Int) throws(Rejection) {
        if hosts.count > 1 { throw Rejection(400, "H7", "Host more than once") }
        guard let host = hosts.first else {
            if minorVersion > 0 { throw Rejection(400, "H7", "HTTP/1.1 without Host") }
            return
        }
        guard RequestTarget.isHost(host) else { throw Rejection(400, "H7", "Host is no host") }
    }

    private func checkExpectations() throws(Rejection) {
        if let other = expectations.first(where: { $0 != "100-continue" }) {
            throw Rejection(417, "H25", "the expectation \(other) can't be met")
        }
    }

    private static func list(_ value: String) -> [String] {
        value.split(separator: ",").map { part in
            String(
                part.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            )
            .lowercased()
        }.filter { !$0.isEmpty }
    }
}
