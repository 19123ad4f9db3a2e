/// The seven regular languages of Tomita (1982), of which either letter may be the one.
enum TomitaRules {
    static let definitions = [
        OrdinaryDefinition("Tomita 1") { .tomita1(one: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("Tomita 2") { .tomita2(one: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("Tomita 3") { .tomita3(one: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("Tomita 4") { .tomita4(one: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("Tomita 5") { .tomita5(one: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("Tomita 6") { .tomita6(one: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("Tomita 7") { .tomita7(one: $0.integer(in: 0..<2)) },
    ]
}

extension OrdinaryRule {
    static func tomita1(one: Int) -> OrdinaryRule {
        OrdinaryRule(
            "Tomita 1: whether every letter so far is \(one)", letters: 0..<2, from: true, likely: { $0 ? one : nil }
        ) { holds, x in
            holds = holds && x == one
            return holds.answer
        }
    }

    static func tomita2(one: Int) -> OrdinaryRule {
        struct State: Hashable {
            var expected: Int
            var isBroken = false
        }
        return OrdinaryRule(
            "Tomita 2: whether what was read is \(one) \(1 - one) over and over", letters: 0..<2, from: State(expected: one),
            likely: { $0.isBroken ? nil : $0.expected }
        ) { state, x in
            if state.isBroken || x != state.expected {
                state = State(expected: one, isBroken: true)
                return 0
            }
            state.expected = 1 - x
            return (state.expected == one).answer
        }
    }

    static func tomita3(one: Int) -> OrdinaryRule {
        struct State: Hashable {
            /// Of the last runs of either letter, no zeros if the word ends with a one.
            var onesAreOdd = false
            var zerosAreOdd = false
            var endsWithOne = false
            var isBroken = false
        }
        return OrdinaryRule(
            "Tomita 3: whether no odd run of \(one) is followed by an odd run of \(1 - one)", letters: 0..<2, from: State()
        ) { state, x in
            if x == one {
                state.isBroken = state.isBroken || (state.onesAreOdd && state.zerosAreOdd)
                state.onesAreOdd = state.endsWithOne ? !state.onesAreOdd : true
                state.zerosAreOdd = false
            } else {
                state.zerosAreOdd.toggle()
            }
            state.endsWithOne = x == one
            return (!state.isBroken && !(state.onesAreOdd && state.zerosAreOdd)).answer
        }
    }

    static func tomita4(one: Int) -> OrdinaryRule {
        OrdinaryRule("Tomita 4: whether \(1 - one) never came three times in a row", letters: 0..<2, from: 0) { run, x in
            if run < 3 { run = x == one ? 0 : run + 1 }
            return (run < 3).answer
        }
    }

    static func tomita5(one: Int) -> OrdinaryRule {
        OrdinaryRule(
            "Tomita 5: whether both \(one) and \(1 - one) came an even number of times", letters: 0..<2, from: SIMD2(0, 0)
        ) { parities, x in
            parities[x] ^= 1
            return (parities == SIMD2(0, 0)).answer
        }
    }

    static func tomita6(one: Int) -> OrdinaryRule {
        OrdinaryRule(
            "Tomita 6: whether the count of \(one) less that of \(1 - one) is a multiple of 3", letters: 0..<2, from: 0
        ) { difference, x in
            difference = (difference + (x == one ? 1 : 2)) % 3
            return (difference == 0).answer
        }
    }

    static func tomita7(one: Int) -> OrdinaryRule {
        let zero = 1 - one
        // How many of the four runs, some of them empty, are over; 4 where there is a fifth.
        return OrdinaryRule(
            "Tomita 7: whether what was read is a run of \(zero), one of \(one), one of \(zero) and one of \(one), any of them "
                + "empty", letters: 0..<2, from: 0
        ) { runs, x in
            let isDue = runs.isMultiple(of: 2) ? x == zero : x == one
            if runs < 4 && !isDue { runs += 1 }
            return (runs < 4).answer
        }
    }
}
