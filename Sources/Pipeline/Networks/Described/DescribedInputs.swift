import Determinism

/// What a described network reads: words over its letters, of the length that it was trained on.
struct DescribedInputs: Sendable, Equatable {
    private let alphabet: Alphabet
    private let length: Int
    private let featureNames: [String]?
    /// Which letters are alike to the network; nil where they are few, or none are.
    private var classes: LetterClasses?
    /// Where only those are asked about.
    private var permitted: PermittedWords?

    static let usualLength = 10
    /// Above it, words of many letters that are alike to a network hardly ever have those that are not.
    private static let fewLetters = 4

    init(_ reading: StackedNetwork.LetterReading, _ symbols: SymbolCode?, _ description: NetworkDescription) {
        alphabet = symbols?.alphabet ?? Self.integers(reading, description)
        length = description.length ?? Self.usualLength
        featureNames = symbols?.featureNames
    }

    /// The same where the network was asked which letters are alike to it.
    func knowing(_ network: some Network) -> DescribedInputs {
        guard let letters = space.explorableLetters, letters.count > Self.fewLetters else { return self }
        let classes = LetterClasses(network, inputs: space, letters: letters, seed: 0)
        var result = self
        result.classes = classes.areMerged ? classes : nil
        return result
    }

    /// The same where words are drawn that the network permits.
    func permitted(by network: TransformerNetwork) -> DescribedInputs {
        var result = self
        result.permitted = PermittedWords(network)
        return result
    }

    /// Words over all letters, or those that are permitted; where some are alike, in every other word each class of them is as likely as any other.
    var space: InputSpace {
        if let permitted {
            return InputSpace(
                alphabet, length: length, sampler: { permitted.draw(&$0, into: &$1) }, featureNames: featureNames)
        }
        let (alphabet, members) = (alphabet, classes?.members ?? [])
        let sampler: InputSpace.Sampler = { random, word in
            let isBalanced = random.integer(in: 0..<2) == 0
            for start in stride(from: 0, to: word.count, by: alphabet.width) {
                guard isBalanced else {
                    alphabet.draw(&random, into: &word, at: start)
                    continue
                }
                let letter = random.choice(random.choice(members))
                for (feature, value) in letter.enumerated() { word[start + feature] = value }
            }
        }
        return InputSpace(
            alphabet, length: length, sampler: members.isEmpty ? nil : sampler, featureNames: featureNames,
            representatives: classes?.representatives)
    }

    /// The letters where they have no names.
    private static func integers(_ reading: StackedNetwork.LetterReading, _ description: NetworkDescription) -> Alphabet {
        switch reading {
        case .table(let letters, _): Alphabet([0..<letters.count])
        case .numbers: Alphabet((description.numbers ?? []).map { $0[0]..<$0[1] + 1 })
        }
    }
}
