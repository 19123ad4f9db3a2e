import Pipeline

/// A table with a header, of either of two forms:
///
///     sequence,step,a,b,output      a position a row; an empty output where nothing was asked
///     word,label                    a word a row, with one answer to the whole
///
/// Without the column `sequence` (or `trace`) the table is one sequence; without `step` its rows are in order. Columns that are called
/// `input`, `input1`…, `output`, `output1`… are what they say; without such, and unless chosen, the last column is the output and the others
/// are the inputs. Letter case does not count. A column is integers if all its fields are, truth values if all are, else texts.
enum CommaSeparated {
    static func recording(_ text: RecordedText, named name: String, _ choice: ColumnChoice) throws(Flaw) -> Recording {
        var rows = CSVRows(text)
        guard let header = try rows.next() else { throw Flaw(nil, "it is empty", expected: "some data in it") }
        let columns = try CSVHeader(header)
        if let (word, label) = try columns.words(choice) {
            return try WordTable(rows, columns, word: word, label: label).recording(named: name)
        }
        return try StepTable(rows, columns, columns.places(choice)).recording(named: name)
    }

    /// - Throws: `Flaw` if the row has more fields than the header, or less.
    static func check(_ row: CSVRows.Row, against header: CSVHeader) throws(Flaw) {
        guard row.fields.count == header.names.count else {
            throw Flaw(
                row.line, "there are \(row.fields.count.of("field")) and the header has \(header.names.count.grouped)",
                expected: "as many in every row; put quotes around a field that has commas")
        }
    }
}

/// The first row: what the columns are called, and what they are.
struct CSVHeader {
    let names: [String]
    let line: Int

    init(_ row: CSVRows.Row) throws(Flaw) {
        (names, line) = (row.fields, row.line)
        guard names.count > 1 else {
            let other = names.first?.first { $0 == ";" || $0 == "\t" }
            throw Flaw(
                line, "the header has one column",
                expected: "a header of two columns or more"
                    + (other.map { ", with commas between; there are \($0 == ";" ? "semicolons" : "tabs")" } ?? ""))
        }
        var seen: Set<String> = []
        for name in names {
            guard !name.isEmpty, name.utf8.count <= RecordingBounds.nameBytes, seen.insert(name.lowercased()).inserted else {
                throw Flaw(
                    line,
                    name.isEmpty ? "a column has no name" : "the column \(Flaw.shown(name)) is there twice, or has a long name",
                    expected: "columns of different names of at most \(RecordingBounds.nameBytes) bytes")
            }
        }
    }

    struct Places {
        let sequence: Int?
        let step: Int?
        let inputs: [Int]
        let outputs: [Int]
    }

    /// Where word and label are; nil if this is a table of positions.
    func words(_ choice: ColumnChoice) throws(Flaw) -> (word: Int, label: Int)? {
        guard choice.inputs == nil, let word = index(of: "word") else { return nil }
        if let outputs = choice.outputs {
            guard index(of: "step") == nil, outputs.count == 1 else { return nil }
            return (word, try chosen(outputs)[0])
        }
        return index(of: "label").map { (word, $0) }
    }

    func places(_ choice: ColumnChoice) throws(Flaw) -> Places {
        let (sequence, step) = (index(of: "sequence") ?? index(of: "trace"), index(of: "step"))
        var inputs = try choice.inputs.map(chosen)
        var outputs = try choice.outputs.map(chosen)
        let free = names.indices.filter { $0 != sequence && $0 != step }
        if outputs == nil {
            let called = free.filter { isCalled("output", $0) }
            outputs = called.isEmpty ? free.last { inputs?.contains($0) != true }.map { [$0] } ?? [] : called
        }
        if inputs == nil {
            let called = free.filter { isCalled("input", $0) }
            inputs = called.isEmpty ? free.filter { outputs?.contains($0) != true } : called
        }
        guard let inputs, let outputs, !inputs.isEmpty, !outputs.isEmpty, Set(inputs).isDisjoint(with: outputs) else {
            throw Flaw(
                line, "the columns \(Flaw.list(names)) do not leave inputs and outputs apart",
                expected: "a column or more for each; name them with --inputs and --outputs")
        }
        guard max(inputs.count, outputs.count) <= RecordingBounds.streams else {
            throw Flaw(
                line, "there are \(inputs.count) inputs and \(outputs.count) outputs",
                expected: "at most \(RecordingBounds.streams) of each; choose some with --inputs and --outputs")
        }
        return Places(sequence: sequence, step: step, inputs: inputs, outputs: outputs)
    }

    private func index(of name: String) -> Int? { names.firstIndex { $0.lowercased() == name } }

    private func isCalled(_ name: String, _ index: Int) -> Bool {
        let own = names[index].lowercased()
        return own.hasPrefix(name) && own.dropFirst(name.count).allSatisfy { ("0"..."9").contains($0) }
    }

    private func chosen(_ chosen: [String]) throws(Flaw) -> [Int] {
        var places: [Int] = []
        for name in chosen {
            guard let place = names.firstIndex(of: name) ?? index(of: name.lowercased()), !places.contains(place) else {
                throw Flaw(
                    line, "\(Flaw.shown(name)) is no column, or chosen twice",
                    expected: "some of the columns \(Flaw.list(names))")
            }
            places.append(place)
        }
        return places
    }
}

/// Words and labels, a row each. Where a word has a space in it, spaces are between the letters of all of them; otherwise letters are
/// characters.
private struct WordTable {
    private var words: [(text: String, label: Int, line: Int)] = []
    private var labels: FieldColumn
    private let labelName: String

    init(_ rows: CSVRows, _ header: CSVHeader, word: Int, label: Int) throws(Flaw) {
        var rows = rows
        labelName = header.names[label]
        labels = FieldColumn("column \(Flaw.shown(labelName))")
        while let row = try rows.next() {
            try CommaSeparated.check(row, against: header)
            words.append((row.fields[word], labels.code(of: row.fields[label], line: row.line), row.line))
        }
        if words.isEmpty { throw Flaw(nil, "there is a header and no row", expected: "a row for each word") }
    }

    func recording(named name: String) throws(Flaw) -> Recording {
        let labels = try labels.symbols()
        var builder = RecordingBuilder()
        let isSpaced = words.contains { $0.text.utf8.contains(0x20) }
        var letters = FieldColumn("column “word”")
        var spaced: [[Int]] = []
        if isSpaced {
            for word in words {
                spaced.append(word.text.split(separator: " ").map { letters.code(of: String($0), line: word.line) })
            }
        }
        let symbols = try letters.symbols()
        for (index, word) in words.enumerated() {
            try RecordingBuilder.checkLength(isSpaced ? spaced[index].count : word.text.utf8.count / 4, line: word.line)
            let read =
                isSpaced
                ? spaced[index].compactMap { code in symbols[code].map { [$0] } }
                : try Symbol.characters(of: word.text, line: word.line)
            try builder.append(word: read, label: labels[word.label].map { [$0] }, line: word.line)
        }
        return try builder.recording(name: name, inputNames: ["letter"], outputNames: [labelName])
    }
}

/// Positions, a row each.
private struct StepTable {
    private struct Row {
        let sequence: Int
        let step: Int
        let line: Int
        /// Those of the inputs, then those of the outputs.
        let codes: [Int32]
    }

    private let header: CSVHeader
    private let places: CSVHeader.Places
    private var rows: [Row] = []
    private var columns: [FieldColumn]

    init(_ source: CSVRows, _ header: CSVHeader, _ places: CSVHeader.Places) throws(Flaw) {
        (self.header, self.places) = (header, places)
        columns = (places.inputs + places.outputs).map { FieldColumn("column \(Flaw.shown(header.names[$0]))") }
        var source = source
        var sequences: [String: Int] = [:]
        while let row = try source.next() {
            try CommaSeparated.check(row, against: header)
            let called = places.sequence.map { row.fields[$0] } ?? ""
            let sequence = sequences[called] ?? sequences.count
            sequences[called] = sequence
            rows.append(try read(row, sequence: sequence))
            guard rows.count * max(places.inputs.count, places.outputs.count) <= RecordingBounds.symbols else {
                throw Flaw(
                    row.line, "there are more than \(RecordingBounds.symbols.grouped) letters",
                    expected: "no more than that; leave some sequences out")
            }
        }
        if rows.isEmpty { throw Flaw(nil, "there is a header and no row", expected: "a row for each position") }
    }

    private mutating func read(_ row: CSVRows.Row, sequence: Int) throws(Flaw) -> Row {
        var step = rows.count
        if let column = places.step {
            guard let stated = Int(row.fields[column]), stated.magnitude < 1 << 53 else {
                throw Flaw(row.line, "the step is \(Flaw.shown(row.fields[column]))", expected: "an integer")
            }
            step = stated
        }
        var codes: [Int32] = []
        for (index, place) in (places.inputs + places.outputs).enumerated() {
            let field = row.fields[place]
            if field.isEmpty, index < places.inputs.count {
                throw Flaw(
                    row.line, "\(columns[index].name) is empty", expected: "a letter at every position; leave the row out")
            }
            codes.append(Int32(truncatingIfNeeded: columns[index].code(of: field, line: row.line)))
        }
        return Row(sequence: sequence, step: step, line: row.line, codes: codes)
    }

    func recording(named name: String) throws(Flaw) -> Recording {
        var symbols: [[Symbol?]] = []
        for column in columns { symbols.append(try column.symbols()) }
        let ordered = rows.sorted { ($0.sequence, $0.step, $0.line) < ($1.sequence, $1.step, $1.line) }
        var builder = RecordingBuilder()
        // In the order of the file, which is that of their numbers.
        for rows in ordered.chunked(by: { $0.sequence == $1.sequence }) {
            if places.step != nil { try checkSteps(rows) }
            try RecordingBuilder.checkLength(rows.count, line: rows.first?.line ?? 0)
            var (letters, answers): ([[Symbol]], [[Symbol]?]) = ([], [])
            for row in rows {
                let values = row.codes.indices.map { symbols[$0][Int(row.codes[$0])] }
                letters.append(values.prefix(places.inputs.count).compactMap(\.self))
                answers.append(try answer(Array(values.dropFirst(places.inputs.count)), line: row.line))
            }
            try builder.append(letters: letters, answers: answers, line: rows.map(\.line).min() ?? 0)
        }
        return try builder.recording(
            name: name, inputNames: places.inputs.map { header.names[$0] }, outputNames: places.outputs.map { header.names[$0] }
        )
    }

    private func checkSteps(_ rows: ArraySlice<Row>) throws(Flaw) {
        for (row, next) in zip(rows, rows.dropFirst()) where next.step != row.step + 1 {
            throw next.step == row.step
                ? Flaw(
                    next.line, "step \(next.step) is there twice, in line \(row.line) too",
                    expected: "each step of a sequence once; is there a column sequence missing?")
                : Flaw(
                    next.line, "step \(next.step) comes after step \(row.step), in line \(row.line)",
                    expected:
                        "every step of a sequence; leave the output empty where nothing was asked, or number the steps again")
        }
    }

    private func answer(_ values: [Symbol?], line: Int) throws(Flaw) -> [Symbol]? {
        let given = values.compactMap(\.self)
        guard given.isEmpty || given.count == values.count else {
            throw Flaw(
                line, "some outputs are empty and some are not", expected: "all of them, or none where nothing was asked")
        }
        return given.isEmpty ? nil : given
    }
}

extension Array {
    /// Neighbours that belong together, in slices.
    fileprivate func chunked(by belong: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var chunks: [ArraySlice<Element>] = []
        var start = 0
        for index in indices where index + 1 == count || !belong(self[index], self[index + 1]) {
            chunks.append(self[start...index])
            start = index + 1
        }
        return chunks
    }
}
