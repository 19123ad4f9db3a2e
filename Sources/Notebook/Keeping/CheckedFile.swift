import Foundation

/// A file whose first line is the checksum of the rest, so that one that is damaged is not taken for whole.
enum CheckedFile {
    /// What was written; nil where there is none, or not all of it.
    static func contents(of file: URL) -> Data? {
        guard let data = try? Data(contentsOf: file), let end = data.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let contents = Data(data[data.index(after: end)...])
        return Data(Fingerprint(contents).description.utf8) == data[..<end] ? contents : nil
    }

    /// Writes it in one step, over what is there.
    ///
    /// - Parameters:
    ///   - contents: what comes after the checksum.
    ///   - file: where.
    ///   - option: chooses another place, for the error.
    /// - Throws: `Refusal`, or Foundation's error, if it cannot be written.
    static func write(_ contents: Data, to file: URL, option: String) throws {
        // No file can be put in a folder's place, which a damaged disk, or somebody, may have left there.
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
            try FileManager.default.removeItem(at: file)
        }
        try AtomicFile.write(Data("\(Fingerprint(contents))\n".utf8) + contents, to: file, option: option)
    }
}
