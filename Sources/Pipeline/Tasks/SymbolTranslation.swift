/// How the letters and answers of one subject are those of another: by their symbols, or where these are written otherwise by their
/// names; two answers that say true and false, by what they say.
///
///     let translation = SymbolTranslation(from: network.symbols, to: machine.symbols)
///     translation.letter([1])   // the machine's letter for the network's
public struct SymbolTranslation: Sendable {
    /// What is read is translated from it, and what is answered to it; nil where its integers are the symbols.
    private let own: SymbolCode?
    private let other: SymbolCode?

    /// - Parameters:
    ///   - own: of letters that are to be translated.
    ///   - other: of what they are translated to.
    public init(from own: SymbolCode?, to other: SymbolCode?) { (self.own, self.other) = (own, other) }

    /// The other's letter for one; nil where it has none.
    public func letter(_ letter: Letter) -> Letter? { Self.letter(letter, own, other) }

    /// The letter for one of the other's; nil where there is none.
    public func letter(ofOther letter: Letter) -> Letter? { Self.letter(letter, other, own) }

    private static func letter(_ letter: Letter, _ own: SymbolCode?, _ other: SymbolCode?) -> Letter? {
        let symbols = own.map { $0.symbols(of: letter) } ?? letter.map(Symbol.integer)
        guard let other else {
            let integers = symbols.compactMap { Int($0.name) }
            return integers.count == symbols.count ? integers : nil
        }
        return other.letter(symbols)
            ?? other.letter(symbols.enumerated().map { other.symbol(named: $1.name, inStream: $0) ?? $1 })
    }

    /// The answer for one of the other's; nil where there is none.
    public func answer(ofOther answer: [Int]) -> [Int]? {
        guard let symbols = other.map({ $0.symbols(ofAnswer: answer) }) ?? answer.map(Symbol.integer) else { return nil }
        guard let own else {
            let integers = symbols.compactMap { Int($0.name) ?? $0.truth.map { $0 ? 1 : 0 } }
            return integers.count == symbols.count ? integers : nil
        }
        if let answer = own.answer(symbols) { return answer }
        let answers = own.listedAnswers
        let names = symbols.map(\.name)
        if let same = answers.first(where: { $0.map(\.name) == names }) { return own.answer(same) }
        guard answers.count == 2, let truth = symbols.first?.truth, symbols.count == 1 else { return nil }
        return answers.first { $0.count == 1 && $0[0].truth == truth }.flatMap(own.answer)
    }
}

extension Symbol {
    /// What it says where it is one of the words that people use for true and false.
    fileprivate var truth: Bool? {
        switch name.lowercased() {
        case "true", "1", "yes", "accept", "accepted", "+": true
        case "false", "0", "no", "reject", "rejected", "-": false
        default: nil
        }
    }
}

extension SymbolCode {
    fileprivate func symbol(named name: String, inStream stream: Int) -> Symbol? {
        guard letters.indices.contains(stream) else { return nil }
        return switch letters[stream] {
        case .integers: Int(name).map(Symbol.integer)
        case .bit(let names), .names(let names): names.first { $0.name == name }
        }
    }

    /// All answers where each is listed; none where there are streams of many integers.
    fileprivate var listedAnswers: [[Symbol]] {
        switch answers {
        case .classes(let classes): return classes
        case .each(let streams):
            guard streams.count == 1, let stream = streams.first else { return [] }
            switch stream {
            case .bit(let names), .names(let names): return names.map { [$0] }
            case .integers(let least, let greatest):
                return greatest - least < Self.mostClasses ? (least...greatest).map { [.integer($0)] } : []
            }
        }
    }
}
