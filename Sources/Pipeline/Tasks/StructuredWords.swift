extension InputSpace {
    /// Of larger alphabets, so many letters that are spread over it.
    private static let mostStructured = 8

    /// Words that hardly any draw gives, in which networks err that are right on drawn ones: of each two letters in turn, periodic ones,
    /// one letter and then the other, and one other letter among many; and all letters in order, up and down.
    ///
    /// Nothing about them is random.
    func structuredWords() -> Sequences {
        let letters = alphabet.spread(atMost: Self.mostStructured)
        var words: [Word] = []
        for (number, first) in letters.enumerated() {
            for (other, second) in letters.enumerated() where other != number {
                for (run, gap) in [(1, 1), (2, 2), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)] {
                    words.append(Word((0..<length).map { $0 % (run + gap) < run ? first : second }))
                }
                for end in [1, length / 2, length - 1] { words.append(Word((0..<length).map { $0 < end ? first : second })) }
                words.append(Word((0..<length).map { $0 == length / 2 ? second : first }))
            }
        }
        let sorted = (0..<length).map { letters[$0 * letters.count / length] }
        words += [Word(sorted), Word(sorted.reversed())]
        return Sequences(
            count: words.count, length: length, width: width, values: words.flatMap { $0.flatMap { Array($0) } })
    }
}
