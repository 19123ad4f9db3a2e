import Foundation

extension LiterateDocument {
    /// The first sentence of prose after the title, as plain words.
    var firstSentence: String {
        for case .prose(let prose) in pieces {
            let paragraphs = prose.text.split(separator: "\n").map(String.init).split { $0.allSatisfy(\.isWhitespace) }
            for line in paragraphs.flatMap(\.self) where !line.hasPrefix("#") && line.first?.isLetter == true {
                let words = line.filter { !"*_`".contains($0) }
                return words.range(of: ". ").map { String(words[..<$0.lowerBound]) + "." } ?? words
            }
        }
        return ""
    }
}
