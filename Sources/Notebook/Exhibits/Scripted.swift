import Foundation
import Render

extension Exhibit {
    /// A part of the page that a script of the theme brings to life. Without JavaScript, what stands in for it says the same.
    public struct Scripted: Sendable, Codable, Equatable {
        /// Bytes of data that a page takes for a script: with more the script is told nothing, and what stands in for it stays.
        public static let mostBytes = 256 << 10

        /// Which script: `assets/<name>.js`, which finds its parts by the attribute `data-<name>`.
        public enum Script: String, Sendable, Codable {
            /// Feeds a machine, a program and a network position by position.
            case stepper
            /// Reads a word letter by letter, and shows what a transformer holds at each of its sites.
            case sites
            /// Draws how long each stage took, from the seconds beside the page.
            case stages
        }

        public let script: Script
        /// What the script reads: JSON.
        public let data: String
        /// What the script lights up; drawn when the page is woven, so that no markup comes from outside.
        public let diagram: Digraph?
        /// What a reader sees until the script has run.
        public let standIn: [Exhibit]
    }

    /// A part of the page that a script of the theme brings to life.
    ///
    /// - Parameters:
    ///   - script: of the theme.
    ///   - data: what it reads.
    ///   - diagram: what it lights up; the ids of its nodes end in `-state-<id>`.
    ///   - standIn: what stands there without JavaScript.
    /// - Returns: the exhibit.
    /// - Throws: `EncodingError` where the data has a number that is not finite.
    public static func scripted(
        _ script: Scripted.Script, data: some Encodable, diagram: Digraph? = nil, standIn: [Exhibit]
    ) throws -> Exhibit {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(data), as: UTF8.self)
        return Exhibit(
            .scripted(Scripted(script: script, data: text, diagram: diagram, standIn: standIn)),
            attachments: attachments(of: standIn))
    }
}
