import Pipeline

/// `word:label` a line. Letters are characters, so the label comes after the last colon; nothing before it is the empty word.
enum LabelledWords {
    static func recording(_ text: RecordedText, named name: String) throws(Flaw) -> Recording {
        var builder = RecordingBuilder()
        let labels = try labels(text)
        for line in text.lines where !line.isBlank {
            guard let (word, label) = parts(line.text), let symbol = labels[label] else { continue }
            try RecordingBuilder.checkLength(word.utf8.count / 4, line: line.number)
            let letters = try Symbol.characters(of: word, line: line.number)
            try builder.append(word: letters, label: [symbol], line: line.number)
        }
        return try builder.recording(name: name, inputNames: ["letter"], outputNames: ["label"])
    }

    /// What the labels mean, which only all of them tell.
    private static func labels(_ text: RecordedText) throws(Flaw) -> [Substring: Symbol] {
        var column = FieldColumn("the label")
        var codes: [Substring: Int] = [:]
        for line in text.lines where !line.isBlank {
            guard let (_, label) = parts(line.text), !label.isEmpty else {
                throw Flaw(
                    line.number, "\(Flaw.shown(line.text)) has no label",
                    expected: "word:label, such as 0110:True; :True labels the empty word")
            }
            codes[label] = column.code(of: String(label), line: line.number)
        }
        let symbols = try column.symbols()
        return codes.compactMapValues { symbols[$0] }
    }

    private static func parts(_ line: String) -> (word: Substring, label: Substring)? {
        guard let colon = line.lastIndex(of: ":") else { return nil }
        let label = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        let end = label.lastIndex { $0 != " " && $0 != "\t" }
        return (line[..<colon], end.map { label[...$0] } ?? "")
    }
}
