import CPNG
import Foundation

/// Figures as PNG files.
public enum PNG {
    /// Figures are drawn at two pixels per CSS point, so that they are sharp on high-resolution displays.
    static let scale = 2.0
    /// A CSS point is 1/96 inch.
    private static let pixelsPerMetre = UInt32((96 * scale / 0.0254).rounded())

    /// At which size a page should show a figure, in CSS points, or nil if `file` is no PNG file.
    public static func size(of file: Data) -> Size? {
        // Signature, length and type of the first chunk, then width and height, most significant byte first.
        let header = [UInt8](file.prefix(24))
        guard header.count == 24, header.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
        func number(_ start: Int) -> Double { header[start..<(start + 4)].reduce(0) { $0 * 256 + Double($1) } }
        return Size(number(16) / scale, number(20) / scale)
    }

    /// Encodes pixels, 0xXXRRGGBB row by row, by a colour table, with text chunks in the order of their keys. A key is 1 to 79
    /// printable ASCII characters; NUL is dropped from texts.
    ///
    /// A table makes files of a third to a half of what three bytes a pixel take: pages are light.
    static func encode(pixels: [UInt32], width: Int, metadata: [String: String]) throws -> Data {
        let chunks = try metadata.sorted { $0.key < $1.key }.map { try TextChunk(key: $0.key, text: $0.value) }
        let table = ColourTable(pixels)
        let colours = table.colours.flatMap { [UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] }
        var file = glassbox_png()
        defer { glassbox_png_free(&file) }
        let succeeded = withExtendedLifetime(chunks) {
            table.indices.withUnsafeBufferPointer { indices in
                colours.withUnsafeBufferPointer { colours in
                    var image = glassbox_png_image(
                        indices: indices.baseAddress, width: UInt32(width), height: UInt32(pixels.count / width),
                        colours: colours.baseAddress, colour_count: Int32(table.colours.count))
                    return glassbox_png_write(&image, pixelsPerMetre, chunks.map(\.chunk), Int32(chunks.count), &file)
                }
            }
        }
        guard succeeded == 1, let bytes = file.bytes else {
            throw RenderError.encodingFailed(Self.message(of: file))
        }
        return Data(bytes: bytes, count: file.count)
    }

    private static func message(of file: glassbox_png) -> String {
        withUnsafeBytes(of: file.error) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

/// A keyword and its text as C strings: Latin-1 where that suffices, which every reader knows, else UTF-8.
private final class TextChunk {
    let chunk: glassbox_png_text

    init(key: String, text: String) throws {
        let keyBytes = Array(key.utf8)
        let isPrintable = keyBytes.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPrintable, (1...79).contains(keyBytes.count), key.first != " ", key.last != " ", !key.contains("  ") else {
            throw RenderError.encodingFailed("\"\(key)\" cannot be a PNG keyword: 1 to 79 ASCII characters are allowed")
        }
        let scalars = text.unicodeScalars.filter { $0 != "\0" }
        let isLatin1 = scalars.allSatisfy { $0.value < 256 }
        let textBytes = isLatin1 ? scalars.map { UInt8($0.value) } : Array(String(String.UnicodeScalarView(scalars)).utf8)
        chunk = glassbox_png_text(
            key: UnsafePointer(Self.cString(keyBytes)), text: UnsafePointer(Self.cString(textBytes)),
            is_utf8: isLatin1 ? 0 : 1)
    }

    deinit {
        chunk.key.deallocate()
        chunk.text.deallocate()
    }

    private static func cString(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar> {
        let string = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
        for (index, byte) in bytes.enumerated() { string[index] = CChar(bitPattern: byte) }
        string[bytes.count] = 0
        return string
    }
}
