/// PostgreSQL's binary form of one-dimensional arrays.
///
/// Dimensions, a flag for nulls, the element's type; then length and lower bound
/// of the dimension, and each element behind its length, −1 for null
/// (`array_send` in PostgreSQL's arrayfuncs.c).
enum SQLArray {
    static func write<Element: SQLScalar>(_ elements: [Element?]) -> [UInt8] {
        var bytes: [UInt8] = []
        let hasNull = elements.contains { $0 == nil }
        for word in [elements.isEmpty ? 0 : 1, hasNull ? 1 : 0] { bytes.append(bigEndian: Int32(word)) }
        bytes.append(bigEndian: Element.sqlType.rawValue)
        guard !elements.isEmpty else { return bytes }
        bytes.append(bigEndian: Int32(clamping: elements.count))
        bytes.append(bigEndian: Int32(1))
        for element in elements { append(element, to: &bytes) }
        return bytes
    }

    private static func append(_ element: (some SQLScalar)?, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(bigEndian: Int32(-1))
        guard let element else { return }
        element.write(to: &bytes)
        let length = Int32(clamping: bytes.count - start - 4)
        withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
    }

    /// Reads an array; nil if the bytes are none or the elements have another type.
    static func read<Element: SQLScalar>(_ bytes: UnsafeRawBufferPointer, _: Element.Type) -> [Element?]? {
        var reader = Reader(rest: bytes[...])
        guard let dimensions = reader.word(), reader.word() != nil, let type = reader.word() else {
            return nil
        }
        if dimensions == 0 { return [] }
        let elementType = SQLType(rawValue: UInt32(bitPattern: type))
        guard dimensions == 1, Element.reads(elementType), let count = reader.word(), reader.word() != nil
        else { return nil }
        return elements(&reader, count: Int(count), of: elementType)
    }

    private static func elements<Element: SQLScalar>(
        _ reader: inout Reader, count: Int, of type: SQLType
    ) -> [Element?]? {
        var elements: [Element?] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            guard let length = reader.word() else { return nil }
            if length < 0 {
                elements.append(nil)
            } else {
                guard let bytes = reader.take(Int(length)), let element = Element(binary: bytes, of: type)
                else { return nil }
                elements.append(element)
            }
        }
        return elements
    }

    /// Takes words and runs of bytes off the front.
    private struct Reader {
        var rest: Slice<UnsafeRawBufferPointer>

        mutating func word() -> Int32? {
            take(4).map { Int32(bigEndian: $0.loadUnaligned(as: Int32.self)) }
        }

        mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return UnsafeRawBufferPointer(rebasing: rest.prefix(count))
        }
    }
}
