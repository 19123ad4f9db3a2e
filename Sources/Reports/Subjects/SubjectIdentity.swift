import Foundation
import Notebook
import Recordings
import Untrusted

/// Which file a report was made of.
public struct SubjectIdentity: Sendable, Codable, Equatable {
    /// Without the folders that it was in.
    package let name: String
    /// SHA-256 of its bytes.
    let fingerprint: String
    /// How it was read: as `SubjectReading.arguments` has it.
    let arguments: [String]

    /// What a command is given to read it so.
    var words: String {
        let isServed = SubjectReading(arguments: arguments).isServed
        return (isServed ? "--model \(ShellWord(quoted: name))" : ShellWord(name).description) + options
    }

    /// The same as options of the command.
    var options: String {
        let reading = arguments
        func option(_ place: Int, _ name: String) -> String {
            reading.indices.contains(place) && !reading[place].isEmpty ? " --\(name) \(ShellWord(reading[place]))" : ""
        }
        let wrongRows = reading.count > 2 && reading[2] == SubjectReading.wrongRows ? " --wrong-rows" : ""
        let network = SubjectReading(arguments: reading).network
        return option(0, "inputs") + option(1, "outputs") + wrongRows + network.options
    }
}

extension SubjectIdentity {
    /// Of a file, wherever it is.
    init(_ read: SubjectFile, _ file: URL, _ reading: SubjectReading) {
        self.init(
            name: file.lastPathComponent, fingerprint: Fingerprint(read.data).description, arguments: reading.arguments)
    }
}
