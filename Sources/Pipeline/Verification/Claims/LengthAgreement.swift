/// How program and network agree on all words, by their lengths.
struct LengthAgreement: Sendable {
    /// Words of one length.
    struct Departure: Sendable {
        let length: Int
        let words: Int
        let errors: Int
        let firstError: Claim.Disagreement?
    }

    private let letters: Int
    /// `[length - 1]`
    let words: [Int]
    private var errors: [Int]
    private var firstErrors: [Claim.Disagreement?]

    init(letters: Int, length: Int) {
        self.letters = letters
        words = (0..<length).reduce(into: []) { words, _ in words.append((words.last ?? 1) * letters) }
        errors = Array(repeating: 0, count: length)
        firstErrors = Array(repeating: nil, count: length)
    }

    /// The greatest length up to which all words are answered alike.
    var length: Int { errors.firstIndex { $0 > 0 } ?? errors.count }

    /// The lengths beyond it.
    var departures: [Departure] { Array(lengths.dropFirst(length)) }

    /// All lengths, also those at which both agree.
    var lengths: [Departure] {
        errors.indices.map {
            Departure(length: $0 + 1, words: words[$0], errors: errors[$0], firstError: firstErrors[$0])
        }
    }

    /// Compares answers to words in lexicographic order, of which the first is number `first` of all: what each begins with like the
    /// one before it was compared there.
    mutating func note(_ all: Sequences, from first: Int, program: [Int], network: [Int], width: Int) {
        let length = words.count
        for row in 0..<all.count {
            for time in shared(first + row)..<length {
                let place = (row * length + time) * width
                let (own, theirs) = (program[place..<place + width], network[place..<place + width])
                guard !own.elementsEqual(theirs) else { continue }
                errors[time] += 1
                guard firstErrors[time] == nil else { continue }
                let start = row * length * width
                firstErrors[time] = Claim.Disagreement(
                    input: Word(all[row].prefix(time + 1)),
                    program: Self.answers(program[start..<place + width], width),
                    expected: Self.answers(network[start..<place + width], width))
            }
        }
    }

    /// Letters that word `number` has in common with the one before it: all but the last and the first letters' zeros before it.
    private func shared(_ number: Int) -> Int {
        guard number > 0 else { return 0 }
        var (rest, shared) = (number, words.count - 1)
        while rest.isMultiple(of: letters) {
            rest /= letters
            shared -= 1
        }
        return shared
    }

    private static func answers(_ values: ArraySlice<Int>, _ width: Int) -> [[Int]] {
        stride(from: values.startIndex, to: values.endIndex, by: width).map { Array(values[$0..<$0 + width]) }
    }

    /// Both together, `other` of later words.
    func and(_ other: LengthAgreement) -> LengthAgreement {
        var sum = self
        for place in errors.indices {
            sum.errors[place] += other.errors[place]
            sum.firstErrors[place] = firstErrors[place] ?? other.firstErrors[place]
        }
        return sum
    }
}
