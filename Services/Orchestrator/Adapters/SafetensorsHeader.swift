import Contracts
import OrderedCollections

/// The header of a safetensors file: which tensors it holds, and where.
///
/// 8 bytes little-endian that say how long the JSON after them is; then the data, which
/// the tensors fill without gap or overlap (huggingface.co/docs/safetensors, Format).
struct SafetensorsHeader: Sendable {
    /// One tensor; its place is counted from the start of the data.
    struct Tensor: Sendable, Hashable {
        let name: String
        let shape: [Int]
        let place: Range<Int>
    }

    let tensors: [Tensor]
    /// Where the data begins in the file.
    let dataStart: Int

    /// No header of an adapter comes near it.
    static let longest = 16 << 20

    /// The length of the JSON that follows the first 8 bytes.
    static func length(of first: [UInt8]) throws(AdapterObjection) -> Int {
        guard first.count == 8 else { throw AdapterObjection("safetensors", "the file has no header") }
        let length = first.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(longest) else {
            throw AdapterObjection("safetensors", "its header says it is \(length) bytes long")
        }
        return Int(length)
    }

    /// Reads the JSON of a file of `fileSize` bytes.
    init(json: [UInt8], fileSize: Int) throws(AdapterObjection) {
        let members: [(key: String, value: JSONValue)]
        do throws(JSONError) {
            members = (try JSONValue(parsing: json).members ?? [:]).map { ($0.key, $0.value) }
        } catch {
            throw AdapterObjection("safetensors", "its header is no JSON: \(error)")
        }
        var tensors: [Tensor] = []
        for (name, value) in members where name != "__metadata__" {
            tensors.append(try Self.tensor(name, value))
        }
        self.tensors = tensors
        dataStart = 8 + json.count
        try checkPlaces(end: fileSize - dataStart)
    }

    private static func tensor(_ name: String, _ value: JSONValue) throws(AdapterObjection) -> Tensor {
        let size = value["dtype"]?.text.flatMap { ["F16": 2, "BF16": 2, "F32": 4][$0] }
        guard let size else {
            throw AdapterObjection(
                "dtype", "\(name) is \(value["dtype"]?.text ?? "nothing"), not F16, BF16 or F32")
        }
        let shape = (value["shape"]?.elements ?? []).compactMap { $0.whole.flatMap(Int.init(exactly:)) }
        let offsets = (value["data_offsets"]?.elements ?? []).compactMap {
            $0.whole.flatMap(Int.init(exactly:))
        }
        var count = size
        var overflows = false
        for side in shape {
            let product = count.multipliedReportingOverflow(by: side)
            overflows = overflows || product.overflow || side < 0
            count = product.partialValue
        }
        guard offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0], !overflows,
            offsets[1] - offsets[0] == count
        else { throw AdapterObjection("span", "the bytes of \(name) do not fit its shape") }
        return Tensor(name: name, shape: shape, place: offsets[0]..<offsets[1])
    }

    private func checkPlaces(end: Int) throws(AdapterObjection) {
        var reached = 0
        for tensor in tensors.sorted(by: { $0.place.lowerBound < $1.place.lowerBound }) {
            guard tensor.place.lowerBound == reached else {
                throw AdapterObjection("offsets", "there is a gap or an overlap before \(tensor.name)")
            }
            reached = tensor.place.upperBound
        }
        guard reached == end else {
            throw AdapterObjection("offsets", "the file has \(end) bytes of data, its tensors \(reached)")
        }
    }
}
