import Foundation

/// A PNG file taken apart by hand, every checksum verified.
struct PNGChunks {
    struct Chunk: Equatable {
        let type: String
        let data: [UInt8]
    }

    let chunks: [Chunk]

    /// Nil unless the file is whole: signature, lengths, checksums, IHDR first and IEND last.
    init?(_ file: Data) {
        let bytes = [UInt8](file)
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        var chunks: [Chunk] = []
        var place = 8
        while place + 12 <= bytes.count {
            let length = Self.number(bytes[place..<(place + 4)])
            let end = place + 8 + length
            guard end + 4 <= bytes.count else { return nil }
            guard Self.checksum(bytes[(place + 4)..<end]) == Self.number(bytes[end..<(end + 4)]) else { return nil }
            let type = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
            chunks.append(Chunk(type: type, data: Array(bytes[(place + 8)..<end])))
            place = end + 4
        }
        guard place == bytes.count, chunks.first?.type == "IHDR", chunks.last?.type == "IEND" else { return nil }
        self.chunks = chunks
    }

    /// Pixels.
    var width: Int { Self.number(chunks[0].data[0..<4]) }
    var height: Int { Self.number(chunks[0].data[4..<8]) }

    /// Keywords in the order of the file.
    var keywords: [String] {
        chunks.filter { $0.type == "tEXt" || $0.type == "iTXt" }
            .map { String(decoding: $0.data.prefix { $0 != 0 }, as: UTF8.self) }
    }

    func data(of type: String) -> [UInt8]? { chunks.first { $0.type == type }?.data }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
        var remainder: UInt32 = .max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? (remainder >> 1) ^ 0xEDB8_8320 : remainder >> 1 }
        }
        return Int(~remainder)
    }
}
