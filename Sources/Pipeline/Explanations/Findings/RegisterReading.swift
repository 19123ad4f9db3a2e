/// What a program with registers remembers.
struct RegisterMemory {
    /// What it keeps beside the registers.
    struct Kept {
        let answer: Bool
        let letter: Bool

        static let all = [(false, false), (true, false), (false, true), (true, true)].map { Kept(answer: $0, letter: $1) }
    }

    let registers: [Register]
    let kept: Kept

    init(_ registers: [Register], _ kept: Kept) { (self.registers, self.kept) = (registers, kept) }
}

/// A sample read with registers.
struct RegisterReading {
    private let history: SampledHistory
    /// The inputs of each place and of the one before it; `[word][time]`, flat.
    private let reads: [[Int]]
    /// Which letter stands there.
    private let letters: [Int]
    /// Which of the different answers is given there; 0 is that of nothing but zeros.
    private let answers: [Int]
    /// What updates are made of: the register, then `reads`.
    private let names: [String]
    /// Stands for what is read before the first letter: it is none of them.
    private let padding: Int

    /// Beyond this a register is no number to compute with.
    private static let bound = 1 << 40

    /// - Parameters:
    ///   - history: the sample.
    ///   - alphabet: all letters.
    /// - Throws: `RouteFailed` where answers are no integers.
    init(_ history: SampledHistory, _ alphabet: [Letter]) throws(RouteFailed) {
        try history.requireIntegers()
        let (inputs, width) = (history.inputs, history.inputs.width)
        let padding = (inputs.values.min() ?? 0) - 1
        let places = (0..<inputs.count).flatMap { row in (0..<history.length).map { (row, $0) } }
        let number = alphabet.letterNumbers
        var numbers = [Array(repeating: 0, count: history.outputWidth): 0]
        answers = places.map { row, time in
            let answer = history.answer(row, time)
            let known = numbers[answer] ?? numbers.count
            numbers[answer] = known
            return known
        }
        reads = places.map { row, time in
            inputs.letter(row, at: time)
                + (time > 0 ? Array(inputs.letter(row, at: time - 1)) : Array(repeating: padding, count: width))
        }
        letters = places.map { number[inputs.letter($0, at: $1)] ?? -1 }
        names = Register.own.variables + history.inputNames + history.inputNames.map(Register.last)
        (self.history, self.padding) = (history, padding)
    }

    private struct Key: Hashable {
        let registers: [Int]
        let answer: Int
        let last: Int
        let read: Int
    }

    /// Whether what is remembered and what is read decide every answer, and have been met often enough for that to say something.
    func isDecided(_ memory: RegisterMemory) -> Bool {
        if !memory.kept.letter, memory.registers.contains(where: { $0.recallsLetter(history.inputNames) }) { return false }
        var met: [Key: Int] = [:]
        let isFunction = read(memory) { place, values in
            let follows = place % history.length > 0
            let key = Key(
                registers: values, answer: memory.kept.answer && follows ? answers[place - 1] : 0,
                last: memory.kept.letter && follows ? letters[place - 1] : -1, read: letters[place])
            return met.updateValue(answers[place], forKey: key) ?? answers[place] == answers[place]
        }
        return isFunction && 2 * met.count <= letters.count
    }

    /// Tells what the registers are at every place, before its letter is read, until `visit` says no.
    ///
    /// - Returns: whether it came to the end; false also where a register grows beyond all bounds.
    private func read(_ memory: RegisterMemory, visit: (_ place: Int, _ values: [Int]) -> Bool) -> Bool {
        let updates = memory.registers.compactMap { CompiledExpression($0.update, names: names) }
        var values: [Int] = []
        for place in reads.indices {
            if place % history.length == 0 { values = memory.registers.map(\.initial) }
            guard visit(place, values) else { return false }
            let next = zip(values, updates).compactMap { value, update in update.evaluate([value] + reads[place]) }
            guard next.count == memory.registers.count, next.allSatisfy({ $0.magnitude < Self.bound }) else { return false }
            values = next
        }
        return true
    }

    /// The registers as state variables whose updates are known, with the answers of the sample, and the next ones where they are
    /// kept.
    func transitions(_ memory: RegisterMemory) -> LabelledTransitions {
        let (inputs, width) = (history.inputNames, memory.kept.answer ? history.outputWidth : 0)
        var table = RowTable()
        _ = read(memory) { place, values in
            let (row, time) = (place / history.length, place % history.length)
            let answer = width > 0 && time > 0 ? history.answer(row, time - 1) : Array(repeating: 0, count: width)
            let last = memory.kept.letter ? Array(reads[place].suffix(inputs.count)) : []
            table.add(values + answer + last + reads[place].prefix(inputs.count), history.answer(row, time))
            return true
        }
        let numbers = Recurrence.stateNames(memory.registers.count + width)
        let last = memory.kept.letter ? inputs.map { "\($0)_1" } : []
        let renamed = Dictionary(uniqueKeysWithValues: zip(inputs.map(Register.last), last.map { Expression.variable($0) }))
        let next = zip(numbers, memory.registers).map { name, register in
            register.update.substituting(renamed.merging([Register.own.python: .variable(name)]) { first, _ in first })
        }
        return LabelledTransitions(
            state: zip(numbers, memory.registers.map(\.initial) + Array(repeating: 0, count: width)).map {
                Program.StateVariable($0, initial: $1)
            } + last.map { Program.StateVariable($0, initial: padding) },
            inputs: inputs, rows: table.keys,
            next: next.map { .formula($0) } + table.columns.prefix(width).map { .values($0) }
                + inputs.prefix(last.count).map { .formula(.variable($0)) },
            outputs: table.columns, limits: LabelledTransitions.brief)
    }
}
