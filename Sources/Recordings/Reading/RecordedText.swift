import Foundation

/// The text of a file, which may be anyone's: UTF-8 without NUL, its byte order mark gone. What is read line by line goes through
/// `lines`, so that every complaint can name the line.
struct RecordedText {
    let bytes: [UInt8]

    /// - Throws: `Flaw` if it is empty, or in another encoding, with the place of the first byte that cannot be.
    /// - Complexity: O(n) in the bytes.
    init(_ data: Data) throws(Flaw) {
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            throw Flaw(nil, "it is UTF-16", expected: "UTF-8; save it again, such as with iconv -f UTF-16 -t UTF-8")
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        bytes = [UInt8](data.starts(with: mark) ? data.dropFirst(mark.count) : data)
        if bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            throw Flaw(nil, "it is empty", expected: "some data in it")
        }
        if let place = bytes.firstIndex(of: 0) {
            throw Flaw(
                line(of: place), "there is a byte 0", expected: "text in UTF-8; was it saved as UTF-16, or is it no text?")
        }
        if String(validating: bytes, as: UTF8.self) == nil {
            let place = Self.firstInvalid(bytes)
            throw Flaw(
                line(of: place), "byte \(place.grouped) of the file is no UTF-8",
                expected: "UTF-8; save it again, such as with iconv -f LATIN1 -t UTF-8")
        }
    }

    var lines: Lines { Lines(bytes: bytes) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    private func line(of place: Int) -> Int {
        var (line, previous) = (1, UInt8(0))
        for byte in bytes[..<place] {
            if byte == 0x0D || byte == 0x0A && previous != 0x0D { line += 1 }
            previous = byte
        }
        return line
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var place = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) { place += scalar.count }
        return place
    }

    /// The lines with their numbers. A line feed ends one, alone or after or instead of a carriage return.
    struct Lines: Sequence, IteratorProtocol {
        struct Line {
            let number: Int
            let bytes: ArraySlice<UInt8>

            var text: String { String(decoding: bytes, as: UTF8.self) }
            var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
        }

        let bytes: [UInt8]
        private var start = 0
        private var number = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func next() -> Line? {
            guard start < bytes.count else { return nil }
            var end = start
            while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
            number += 1
            defer { start = end + (end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A ? 2 : 1) }
            return Line(number: number, bytes: bytes[start..<end])
        }
    }
}
