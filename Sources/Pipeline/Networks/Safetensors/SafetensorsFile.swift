import Foundation

/// A file in the safetensors format: the length of a JSON header, the header, then the numbers, little-endian.
///
/// It is read without trust: nothing that it says is used before it is checked.
public struct SafetensorsFile: Sendable, Equatable {
    /// Finite numbers, as many as the product of the shape.
    struct Tensor: Sendable, Equatable {
        let shape: [Int]
        let numbers: [Double]
    }

    /// What the header says beside the tensors.
    public let metadata: [String: String]
    let tensors: [String: Tensor]

    /// Reads all tensors.
    ///
    /// - Throws: `SafetensorsError` if the bytes are no such file, or hold anything but finite numbers of `NumberType`.
    public init(_ data: Data) throws(SafetensorsError) {
        let (header, numbers) = try Self.split(data)
        var tensors: [String: Tensor] = [:]
        var position = 0
        // No tensor is empty, so that in a file without holes no two begin at the same place.
        let ordered = header.entries.sorted {
            ($0.value.data_offsets.first ?? 0, $0.key) < ($1.value.data_offsets.first ?? 0, $1.key)
        }
        for (name, entry) in ordered {
            let type = try NumberType(entry, name)
            let bytes = try Self.byteCount(of: entry, type, name)
            guard entry.data_offsets == [position, position + bytes], bytes <= numbers.count - position else {
                throw SafetensorsError(
                    tensor: name, found: "has the offsets \(entry.data_offsets)",
                    expected: "[\(position), \(position + bytes)], within the \(numbers.count) bytes of numbers")
            }
            let first = numbers.startIndex + position
            tensors[name] = Tensor(shape: entry.shape, numbers: try Self.doubles(numbers[first..<first + bytes], type, name))
            position += bytes
        }
        guard position == numbers.count else {
            throw SafetensorsError(
                found: "The file has \(numbers.count) bytes of numbers", expected: "\(position), the end of the last tensor")
        }
        metadata = header.metadata
        self.tensors = tensors
    }

    /// The bytes of a file whose numbers are doubles.
    ///
    /// - Parameters:
    ///   - named: the tensors, in the order in which their numbers come.
    ///   - metadata: what the header says beside them.
    /// - Returns: all of it; the reader takes none whose numbers are not finite.
    /// - Throws: `EncodingError` if the header cannot be encoded.
    static func bytes(
        of named: [(name: String, shape: [Int], values: [Double])], metadata: [String: String]
    ) throws -> Data {
        var entries: [String: SafetensorsHeader.Entry] = [:]
        var numbers: [Double] = []
        for (name, shape, values) in named {
            let start = numbers.count * MemoryLayout<Double>.size
            numbers += values
            entries[name] = SafetensorsHeader.Entry(
                dtype: NumberType.double.rawValue, shape: shape,
                data_offsets: [start, numbers.count * MemoryLayout<Double>.size])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var text = try encoder.encode(SafetensorsHeader(entries: entries, metadata: metadata))
        // The numbers begin on a multiple of eight bytes.
        text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
        var file = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) }
        file.append(text)
        for number in numbers { withUnsafeBytes(of: number.bitPattern.littleEndian) { file.append(contentsOf: $0) } }
        return file
    }

    // MARK: - Steps

    /// The most that the format allows a header to have.
    private static let longestHeader = 100_000_000

    private static func split(_ data: Data) throws(SafetensorsError) -> (header: SafetensorsHeader, numbers: Data) {
        let prefix = MemoryLayout<UInt64>.size
        guard data.count >= prefix else {
            throw SafetensorsError(
                found: "The file has \(data.count) bytes", expected: "at least \(prefix), the length of the header")
        }
        let length = data.prefix(prefix).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let most = min(data.count - prefix, longestHeader)
        guard length <= most else {
            throw SafetensorsError(found: "The header's length is given as \(length)", expected: "at most \(most) bytes")
        }
        let rest = data.dropFirst(prefix)
        return (try SafetensorsHeader(rest.prefix(Int(length))), rest.dropFirst(Int(length)))
    }

    private static func byteCount(
        of entry: SafetensorsHeader.Entry, _ type: NumberType, _ name: String
    ) throws(SafetensorsError) -> Int {
        guard !entry.shape.isEmpty, entry.shape.allSatisfy({ $0 > 0 }) else {
            throw SafetensorsError(tensor: name, found: "has the shape \(entry.shape)", expected: "positive numbers")
        }
        var bytes = type.size
        for size in entry.shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
            // Far beyond any file, and far enough from Int.max for sums.
            guard !overflow, product < 1 << 60 else {
                throw SafetensorsError(tensor: name, found: "has the shape \(entry.shape)", expected: "one that fits in a file")
            }
            bytes = product
        }
        return bytes
    }

    private static func doubles(_ bytes: Data, _ type: NumberType, _ name: String) throws(SafetensorsError) -> [Double] {
        let numbers = bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: type.size).map { type.number(raw, at: $0) }
        }
        if let index = numbers.firstIndex(where: { !$0.isFinite }) {
            throw SafetensorsError(tensor: name, found: "holds \(numbers[index]) at index \(index)", expected: "finite numbers")
        }
        return numbers
    }
}
