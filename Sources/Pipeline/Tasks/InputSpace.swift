import Determinism

/// What can be read: an alphabet, how long the words are that are asked, and how they are drawn.
///
/// Everything from `simplify` to the claims about the mechanism needs no more of a task: outputs play no part in it.
///
/// ```swift
/// let words = task.inputs.sample(1000, for: .testing, seed: Experiment.seed)
/// print(words.count, "words over", task.inputs.alphabet.letters.count, "letters")
/// ```
public struct InputSpace: Sendable {
    /// Writes one word `[time][feature]`.
    public typealias Sampler = @Sendable (_ random: inout CounterRandom, _ word: inout MutableSpan<Int>) -> Void

    public let alphabet: Alphabet
    /// Positions in the words that networks are trained on, and asked.
    public let length: Int
    /// What programs call the features of a letter; nil where they are named by their places.
    public let featureNames: [String]?
    /// Letters that stand for all, as far as is known: the others are read like one of them. Nil where each letter stands for itself.
    public let representatives: [Letter]?
    /// Whether every letter is drawn by itself, each as likely as any other.
    public let drawsFreely: Bool
    private let sampler: Sampler

    /// Words over `alphabet`.
    ///
    /// - Parameters:
    ///   - alphabet: the letters.
    ///   - length: of the words, at least 1.
    ///   - sampler: draws a word; positions that it does not write are zero. Nil draws every letter by itself, each as likely
    ///     as any other.
    ///   - featureNames: one for each feature, all different and usable in a program.
    ///   - representatives: letters that stand for all others.
    public init(
        _ alphabet: Alphabet, length: Int, sampler: Sampler? = nil, featureNames: [String]? = nil,
        representatives: [Letter]? = nil
    ) {
        precondition(length > 0 && featureNames?.count ?? alphabet.width == alphabet.width)
        (self.featureNames, self.representatives) = (featureNames, representatives)
        self.alphabet = alphabet
        self.length = length
        drawsFreely = sampler == nil
        self.sampler = sampler ?? Self.uniform(over: alphabet)
    }

    private static func uniform(over alphabet: Alphabet) -> Sampler {
        // What nearly all have: a loop over one range is several times as fast as one over letters, and draws the same.
        if let range = alphabet.commonRange {
            return { random, word in for index in word.indices { word[index] = random.integer(in: range) } }
        }
        return { random, word in
            for start in stride(from: 0, to: word.count, by: alphabet.width) {
                alphabet.draw(&random, into: &word, at: start)
            }
        }
    }

    /// The same of shorter, or longer, words.
    func ofLength(_ length: Int) -> InputSpace {
        InputSpace(
            alphabet, length: length, sampler: drawsFreely ? nil : sampler, featureNames: featureNames,
            representatives: representatives)
    }

    /// Integers in a letter.
    public var width: Int { alphabet.width }

    // MARK: - Words that are drawn

    /// What a random draw is for: draws for one purpose never repeat those for another.
    ///
    /// What chooses a network or a program (`training` to `polishing`, `measuring`, `stretching`, `agreement`, `extraction`,
    /// `machineCheck`) and what is reported of it (`reporting`, `testing`, `longer`, `faithfulness`, `grounding`,
    /// `intervening`, `auditing`) are different samples.
    public enum Purpose: UInt64, Sendable {
        case training, acceptance, polishing, extraction, testing, longer, faithfulness, initialisation
        case measuring, hardExamples, stateNoise, stretching, grounding, intervening, agreement, machineCheck, auditing
        case reporting, causality, covering, interchanging, stepping
    }

    /// `count` fresh words; row r is a pure function of seed, purpose, step and r.
    public func sample(
        _ count: Int, length: Int? = nil, for purpose: Purpose, seed: UInt64, step: Int = 0
    ) -> Sequences {
        sample(count, length: length, for: purpose, seed: seed, step: step) { _ in false }
    }

    /// The same, with words of skewed letters, see `drawSkewed`, in those rows.
    func sample(
        _ count: Int, length: Int? = nil, for purpose: Purpose, seed: UInt64, step: Int = 0, isSkewed: (_ row: Int) -> Bool
    ) -> Sequences {
        let length = length ?? self.length
        var values: [Int] = []
        values.reserveCapacity(count * length * width)
        let sample = Self.randomness(for: purpose, seed: seed, step: step)
        var word = Array(repeating: 0, count: length * width)
        for row in 0..<count {
            var drawn = word.mutableSpan
            if isSkewed(row) { drawSkewed(row, of: sample, into: &drawn) } else { draw(row, of: sample, into: &drawn) }
            values += word
        }
        return Sequences(count: count, length: length, width: width, values: values)
    }

    /// Writes the fresh word `row` of a sample with that `randomness`, as long as the span; allocates nothing.
    func draw(_ row: Int, of sample: CounterRandom, into word: inout MutableSpan<Int>) {
        for index in word.indices { word[index] = 0 }
        var random = sample[UInt64(row)]
        sampler(&random, &word)
    }

    /// The same, but the word is cut in two, and each part has more of its first letter: with even odds no other, or else that one in the
    /// place of each letter with a probability that is drawn for the part. Counters go further in such words, and come back, than where
    /// letters are independent. The fresh word itself where letters are not drawn freely.
    func drawSkewed(_ row: Int, of sample: CounterRandom, into word: inout MutableSpan<Int>) {
        draw(row, of: sample, into: &word)
        guard drawsFreely else { return }
        var random = sample[UInt64(row)][1]
        let (letters, cut) = (word.count / width, random.integer(in: 0..<word.count / width))
        for part in [0..<cut, cut..<letters] {
            let probability = random.integer(in: 0..<2) == 0 ? 1 : random.unit()
            for place in part.dropFirst() where random.unit() < probability {
                for feature in 0..<width { word[place * width + feature] = word[part.lowerBound * width + feature] }
            }
        }
    }

    /// What a sample's rows are drawn from.
    static func randomness(for purpose: Purpose, seed: UInt64, step: Int) -> CounterRandom {
        CounterRandom(seed, purpose.rawValue, UInt64(step))
    }

    // MARK: - Words that are listed

    /// With more letters they are not tried one by one.
    private static let mostExplored = 256

    /// All letters, where a machine may be explored letter by letter; nil where there are too many.
    public var explorableLetters: [Letter]? { alphabet.letters(atMost: Self.mostExplored) }

    /// The greatest length ≤ `limit` whose words number at most `most`, with their number; nil where there is none.
    ///
    /// Outputs depend only on the inputs so far, which `lookAhead` checks of a function, so that a check of one length covers
    /// every shorter one.
    public func exhaustiveLength(most: Int, limit: Int) -> (length: Int, count: Int)? {
        guard let letterCount = alphabet.count, letterCount <= most, limit > 0 else { return nil }
        var (length, count) = (1, letterCount)
        while length < limit, count <= most / letterCount {
            length += 1
            count *= letterCount
        }
        return (length, count)
    }

    /// Every word of the asked length, in lexicographic order; nil where there are more than `most`.
    public func allWords(most: Int) -> Sequences? {
        guard exhaustiveLength(most: most, limit: length)?.length == length else { return nil }
        return Sequences.all(over: alphabet.letters, length: length)
    }

    /// Every word of the asked length over the letters that stand for all; nil where none are known to, or there are more than `most`.
    func allRepresentativeWords(most: Int) -> Sequences? {
        representatives.flatMap { InputSpace(Alphabet(letters: $0), length: length).allWords(most: most) }
    }

    /// One word a letter that repeats it; of a large alphabet, evenly spaced letters.
    func runsOfOneLetter(most: Int = 1024) -> Sequences {
        let letters = alphabet.spread(atMost: most)
        return Sequences(
            count: letters.count, length: length, width: width,
            values: letters.flatMap { letter in (0..<length).flatMap { _ in letter } })
    }
}
