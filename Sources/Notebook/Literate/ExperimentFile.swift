import Foundation
import Untrusted

/// An experiment as it lies on disk: read, checked, and cut into prose and cells.
public struct ExperimentFile: Sendable {
    public let url: URL
    /// Its text, with plain line ends.
    public let source: String
    /// Of the file as it lies on disk.
    let fingerprint: Fingerprint
    public let document: LiterateDocument

    /// The file's name without its ending: what the page's folder is called.
    public var name: String { url.deletingPathExtension().lastPathComponent }

    /// Larger files are refused: an article of a megabyte is a mistake, such as data pasted into a program.
    static let largest = 1 << 20
    /// Bytes of a line. On one that is longer, what is nested or chained can keep the compiler busy for minutes.
    private static let longestLine = 20_000

    /// Reads an experiment.
    ///
    /// - Parameter url: a `.swift` file with playground markup.
    /// - Throws: `Refusal` naming the file and what is wrong with it.
    public init(_ url: URL) throws {
        let path = url.path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Refusal(.badInput, "There is no file \(path); see which experiments there are with: ls experiments")
        }
        guard !isFolder.boolValue else {
            throw Refusal(.badInput, "\(path) is a folder; expected an experiment, a .swift file in it")
        }
        guard url.pathExtension == "swift" else {
            throw Refusal(.badInput, "\(path) is not an experiment; expected a Swift file whose name ends in .swift")
        }
        let data = try Self.contents(of: url)
        guard data.count <= Self.largest else {
            throw Refusal(
                .badInput,
                "\(path) has more than \(Self.largest) bytes, the most an experiment may have; "
                    + "read large data from a file instead")
        }
        guard let source = PlainText.text(ofFile: data) else {
            throw Refusal(.badInput, "\(path) is not UTF-8 text; save it as UTF-8")
        }
        if let line = Self.longLine(of: source) {
            throw Refusal(
                .badInput,
                "\(path):\(line): the line has more than \(Self.longestLine) bytes, the most a line may have; break it up")
        }
        self.url = url
        self.source = source
        fingerprint = Fingerprint(data)
        document = try LiterateDocument(source: source, file: path)
    }

    /// The number of the first line that is too long.
    private static func longLine(of source: String) -> Int? {
        let lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { $0.count > longestLine }.map { $0 + 1 }
    }

    /// At most one byte more than is allowed, so that a device that never ends cannot fill memory.
    private static func contents(of url: URL) throws -> Data {
        do {
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            var data = Data()
            while data.count <= largest, let chunk = try handle.read(upToCount: largest + 1 - data.count), !chunk.isEmpty {
                data.append(chunk)
            }
            return data
        } catch {
            throw Refusal(.badInput, "\(url.path) cannot be read (\(Refusal.reason())); check its permissions")
        }
    }
}
