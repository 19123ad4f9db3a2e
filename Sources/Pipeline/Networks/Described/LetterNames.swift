/// What a network reads, and what its letters are called.
struct LetterNames {
    let reading: StackedNetwork.LetterReading
    /// The symbol of each letter, in the order of their numbers; nil where numbers are read.
    let symbols: [Symbol]?
    private let rows: Matrix

    /// - Parameters:
    ///   - embedding: a row for each letter; nil where these are one-hot or numbers.
    ///   - features: that the first layer reads.
    ///   - description: what they are called.
    /// - Throws: `SafetensorsError` where letters are more than there are rows for, or not as many as one-hot features.
    init(embedding: Matrix?, features: Int, _ description: NetworkDescription) throws(SafetensorsError) {
        if let numbers = description.numbers {
            guard embedding == nil, numbers.count == features else {
                throw SafetensorsError(
                    found: "The description has \(numbers.count) streams of numbers",
                    expected: embedding == nil
                        ? "\(features), what the first layer reads" : "“letters”, since the file has an embedding")
            }
            (reading, symbols, rows) = (.numbers(width: numbers.count), nil, Matrix(rows: 0, columns: numbers.count))
            return
        }
        guard embedding != nil || features <= NetworkDescription.mostNames + 1 else {
            throw SafetensorsError(
                found: "The first layer reads \(features) features without an embedding",
                expected: "at most \(NetworkDescription.mostNames) one-hot letters and a start, or “numbers”")
        }
        rows = embedding ?? .identity(features)
        // A start token is no letter: unless told otherwise, all others are.
        let names = description.letters ?? (0..<rows.rows).filter { $0 != description.start }.map(String.init)
        guard !names.isEmpty, names.count <= rows.rows, names.count <= NetworkDescription.mostNames else {
            throw SafetensorsError(
                found: "\(names.count) letters are read",
                expected: "1 to \(min(rows.rows, NetworkDescription.mostNames)): "
                    + (embedding == nil ? "as many as one-hot inputs" : "rows of the embedding")
                    + "; “letters” in the description names them, and “numbers” what is read as it is")
        }
        let numbered = description.letters == nil ? names.compactMap(Int.init) : Array(names.indices)
        guard !numbered.contains(description.start ?? -1) else {
            throw SafetensorsError(
                found: "The start \(description.start ?? 0) is the number of a letter", expected: "a row that is no letter's")
        }
        symbols = Symbol.symbols(names)
        let code = Self.letters(symbols ?? [])
        reading = .table(letters: code, features: Matrix(numbered.map(rows.row), columns: rows.columns))
    }

    /// What is read before every word; nil for nothing.
    ///
    /// - Throws: `SafetensorsError` where there is no such row.
    func start(_ description: NetworkDescription) throws(SafetensorsError) -> [Double]? {
        guard let start = description.start else { return nil }
        guard (0..<rows.rows).contains(start) else {
            throw SafetensorsError(
                found: "The description has the start \(start)", expected: "the number of a row, 0 to \(rows.rows - 1)")
        }
        return rows.row(start)
    }

    /// The letter of each symbol as networks here read it: integers as they are, two names as a bit, more one-hot.
    private static func letters(_ symbols: [Symbol]) -> [Letter] {
        guard let code = try? SymbolCode(letters: Set(symbols.map { [$0] }), answers: [[.integer(0)]]) else { return [] }
        return symbols.compactMap { code.letter([$0]) }
    }

    /// The code of letters and answers; nil where all are integers.
    ///
    /// - Throws: `SafetensorsError` where they have none.
    func symbols(with answers: AnswerNames, of network: some Network) throws(SafetensorsError) -> SymbolCode? {
        let letters = symbols?.map { [$0] }
        let areIntegers = letters?.joined().allSatisfy(\.isInteger) ?? true
        let isFromZero = letters.map { Set($0) == Set((0..<$0.count).map { [.integer($0)] }) } ?? true
        guard !(areIntegers && isFromZero && answers.symbols?.allSatisfy(\.isInteger) ?? true) else { return nil }
        guard let letters else {
            throw SafetensorsError(
                found: "Numbers are read, and answers have names",
                expected: "“answers” left out, so that they are classes by their numbers, or letters with names")
        }
        do {
            return try SymbolCode(letters: Set(letters), answers: answers.possible(network, reading))
        } catch {
            throw SafetensorsError(found: "The letters and answers have no code: \(error.reason)", expected: "fewer names")
        }
    }
}

extension Symbol {
    var isInteger: Bool { if case .integer = self { true } else { false } }

    /// Names as symbols: integers where all are written as such and they leave no gap, else texts.
    static func symbols(_ names: [String]) -> [Symbol] {
        // As great as numbers that are read as they are may be.
        let integers = names.compactMap { name in
            Int(name).flatMap { String($0) == name && $0.magnitude <= NetworkDescription.greatest ? $0 : nil }
        }
        guard integers.count == names.count, let least = integers.min(), let greatest = integers.max(),
            greatest - least == names.count - 1
        else { return names.map(Symbol.text) }
        return integers.map(Symbol.integer)
    }
}
