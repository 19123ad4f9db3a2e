import Foundation

/// Values that were computed once, kept for later runs by the same build of Glassbox: a folder for each build, in it a file of JSON
/// for each value. One that is damaged counts as absent.
package struct KeptValues: Sendable {
    /// Builds of Glassbox whose values are worth their space.
    private static let builds = 3

    /// Of all builds.
    let folder: URL
    private let code: Fingerprint

    /// - Parameters:
    ///   - folder: where values are kept; made when there is one.
    ///   - code: what computes them.
    package init(folder: URL, code: Fingerprint) {
        (self.folder, self.code) = (folder, code)
    }

    /// Those of a kind in the user's cache; nil where it is not known what code is running.
    package static func ofUser(_ kind: String) -> KeptValues? {
        RunningCode.fingerprint.map { KeptValues(folder: UserCache.folder.appending(path: kind), code: $0) }
    }

    /// The folder of this build.
    private var build: URL { folder.appending(path: String(code.description.prefix(24)), directoryHint: .isDirectory) }

    private func file(_ name: String) -> URL { build.appending(path: "\(name).json") }

    /// The value of that name; nil where none is kept, or it is damaged or of another type.
    package func value<Value: Decodable>(named name: String) -> Value? {
        CheckedFile.contents(of: file(name)).flatMap { try? Value(publishedJSON: $0) }
    }

    /// Keeps a value. What builds before the last few have kept goes with the first one of a build.
    ///
    /// - Throws: `EncodingError`, or `Refusal` if it cannot be written.
    package func keep(_ value: some Encodable, as name: String) throws {
        if !FileManager.default.fileExists(atPath: build.path) {
            LatestFiles.keep(Self.builds - 1, of: folder.names.map { folder.appending(path: $0) })
        }
        try CheckedFile.write(try value.publishedJSON, to: file(name), option: "XDG_CACHE_HOME")
    }

    /// Removes all values of names that begin so but the last few.
    func keepLast(_ count: Int, beginningWith prefix: String) {
        LatestFiles.keep(count, of: build.names.filter { $0.hasPrefix(prefix) }.map { build.appending(path: $0) })
    }
}
