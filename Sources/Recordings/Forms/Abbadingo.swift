import Pipeline

/// The form of the Abbadingo competition: `count alphabet`, then a word a line, `label length symbol…`. Label 1 is true, 0 false, and −1
/// not known; a length of 0 is the empty word. Symbols are names, also where they are digits.
enum Abbadingo {
    static func recording(_ text: RecordedText, named name: String) throws(Flaw) -> Recording {
        var builder = RecordingBuilder()
        var header: Header?
        var count = 0
        var alphabet: Set<Symbol> = []
        for line in text.lines where !line.isBlank {
            let fields = line.bytes.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
            guard let stated = header else {
                header = try Header(fields, line)
                continue
            }
            count += 1
            guard count <= stated.count else {
                throw Flaw(
                    line.number, "there are more than the \(stated.count.of("word")) that the header states",
                    expected: "as many; mend the header, which is “count alphabet”")
            }
            let (label, word) = try word(fields, line: line.number)
            alphabet.formUnion(word.joined())
            guard alphabet.count <= stated.alphabet else {
                throw Flaw(
                    line.number, "there are more than the \(stated.alphabet.of("symbol")) that the header states",
                    expected: "as many; mend the header, which is “count alphabet”")
            }
            try builder.append(word: word, label: label.map { [.truth($0)] }, line: line.number)
        }
        guard let header else { throw Flaw(nil, "it is empty", expected: "some data in it") }
        guard count == header.count else {
            throw Flaw(
                header.line, "there are \(count.of("word")) and the header states \(header.count.grouped)",
                expected: "as many; is the file cut off?")
        }
        return try builder.recording(name: name, inputNames: ["letter"], outputNames: ["label"])
    }

    private struct Header {
        let count: Int
        let alphabet: Int
        let line: Int

        init(_ fields: [String], _ line: RecordedText.Lines.Line) throws(Flaw) {
            guard fields.count == 2, let count = Int(fields[0]), let alphabet = Int(fields[1]), count >= 0, alphabet >= 0 else {
                throw Flaw(
                    line.number, "\(Flaw.shown(line.text)) is no header of Abbadingo",
                    expected: "two numbers, of words and of symbols, such as 6 2")
            }
            (self.count, self.alphabet, self.line) = (count, alphabet, line.number)
        }
    }

    private static func word(_ fields: [String], line: Int) throws(Flaw) -> (label: Bool?, [[Symbol]]) {
        guard fields.count >= 2, let length = Int(fields[1]), length >= 0 else {
            throw Flaw(
                line, "\(Flaw.shown(fields.joined(separator: " "))) is no word of Abbadingo",
                expected: "label length symbols…, such as 1 2 0 1")
        }
        guard fields.count - 2 == length else {
            throw Flaw(
                line, "the length is \(length.grouped), and the word has \((fields.count - 2).of("symbol"))",
                expected: "as many; each symbol stands apart")
        }
        guard let label = ["1": true, "0": false, "-1": nil][fields[0]] as Bool?? else {
            throw Flaw(line, "the label is \(Flaw.shown(fields[0]))", expected: "1, 0, or -1 where it is not known")
        }
        try RecordingBuilder.checkLength(length, line: line)
        var word: [[Symbol]] = []
        for field in fields.dropFirst(2) { word.append([try .name(field, line: line, of: "the word")]) }
        return (label, word)
    }
}
