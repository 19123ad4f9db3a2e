extension RecordedMachine {
    /// The shortest word that a machine answers otherwise than this one, which is the definition: the product automaton.
    ///
    /// Nothing is asked of words that this machine has no transition for, nor of the empty word. Of letters or answers that the
    /// code does not have, a machine over that code knows nothing: words with them it answers otherwise.
    ///
    /// - Parameters:
    ///   - machine: over integers.
    ///   - code: which symbols these stand for.
    /// - Returns: the word in the machine's integers; nil where the two are equal.
    /// - Complexity: O(states · states of the other · letters), times the length of the word.
    package func departure(of machine: MealyMachine, _ code: SymbolCode) -> Word? {
        struct Pair: Hashable { let own: Int, other: Int }
        let known = letters.map { code.letter($0) }
        let places = known.map { letter in letter.flatMap(machine.letters.firstIndex) }
        let start = Pair(own: initial, other: MealyMachine.initial)
        var queue: [(pair: Pair, word: [Letter])] = [(start, [])]
        var seen: Set = [start]
        var next = 0
        while next < queue.count {
            let (pair, word) = queue[next]
            next += 1
            for (place, letter) in known.enumerated() {
                guard let own = transitions[pair.own][place] else { continue }
                let longer = word + [letter ?? []]
                guard let index = places[place], let answer = code.answer(own.answer),
                    machine.outputs[pair.other][index] == answer
                else { return Word(longer) }
                let target = Pair(own: own.target, other: machine.transitions[pair.other][index])
                if seen.insert(target).inserted { queue.append((target, longer)) }
            }
        }
        return nil
    }
}
