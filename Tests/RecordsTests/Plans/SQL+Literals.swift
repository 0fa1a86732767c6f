import Foundation

@testable import Postgres

extension SQL {
    /// The values as text: `explain execute` takes no bound ones.
    var literals: String { parameters.map(\.literal).joined(separator: ", ") }
}

extension SQLParameter {
    /// Only of the types that the queue's statements bind.
    fileprivate var literal: String {
        guard let bytes else { return "null" }
        return bytes.withUnsafeBytes { bytes in
            scalar(bytes) ?? array(bytes, Int16.self) ?? array(bytes, Int32.self) ?? array(bytes, Int64.self)
                ?? array(bytes, Double.self) ?? array(bytes, Bool.self) ?? array(bytes, String.self)
                ?? "an unreadable literal of \(type)"
        }
    }

    private func scalar(_ bytes: UnsafeRawBufferPointer) -> String? {
        switch type {
        case .int2, .int4, .int8: Int64(binary: bytes, of: type).map { "\($0)" }
        case .float8: Double(binary: bytes, of: type).map { "\($0)" }
        case .bool: Bool(binary: bytes, of: type).map { "\($0)" }
        case .text: Self.quoted(String(decoding: bytes, as: UTF8.self))
        default: nil
        }
    }

    private func array<Element: SQLScalar>(_ bytes: UnsafeRawBufferPointer, _: Element.Type) -> String? {
        guard type == Element.sqlArrayType, let elements = SQLArray.read(bytes, Element.self) else {
            return nil
        }
        let texts = elements.map { element in element.map { Self.quoted("\($0)") } ?? "null" }
        return "array[\(texts.joined(separator: ", "))]::\(Element.sqlType)[]"
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
