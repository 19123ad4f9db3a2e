/// Runs of equal letters, and how long ago a letter was.
enum RunRules {
    static let definitions = [
        OrdinaryDefinition("current run") { .currentRun(letters: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("capped run") { .cappedRun(letters: $0.integer(in: 2..<4), most: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("longest run") { .longestRun(letters: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("run of a letter") {
            let letters = $0.integer(in: 2..<4)
            return .run(of: $0.integer(in: 0..<letters), letters: letters)
        },
        OrdinaryDefinition("longest run of a letter") {
            let letters = $0.integer(in: 2..<4)
            return .longestRun(of: $0.integer(in: 0..<letters), letters: letters)
        },
        OrdinaryDefinition("run before") { .runBefore(letters: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("parity of a run") { .runIsEven(letters: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("time since") {
            let letters = $0.integer(in: 2..<5)
            return .timeSince($0.integer(in: 0..<letters), letters: letters, most: nil)
        },
        OrdinaryDefinition("capped time since") {
            let letters = $0.integer(in: 2..<5)
            return .timeSince($0.integer(in: 0..<letters), letters: letters, most: $0.integer(in: 3..<8))
        },
        OrdinaryDefinition("gap") {
            let letters = $0.integer(in: 2..<4)
            return .gap(between: $0.integer(in: 0..<letters), letters: letters)
        },
    ]
}

extension OrdinaryRule {
    private struct Run: Hashable {
        var letter: Int?
        var length = 0

        mutating func read(_ x: Int) {
            length = letter == x ? length + 1 : 1
            letter = x
        }
    }

    private struct LongestRun: Hashable {
        var current = 0
        var longest = 0

        mutating func take(_ length: Int) -> Int {
            current = length
            longest = max(longest, length)
            return longest
        }
    }

    static func currentRun(letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many equal letters end here, of letters 0 to \(letters - 1)", letters: 0..<letters, from: Run()
        ) { run, x in
            run.read(x)
            return run.length
        }
    }

    static func cappedRun(letters: Int, most: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many equal letters end here, at most \(most), of letters 0 to \(letters - 1)", letters: 0..<letters,
            from: Run()
        ) { run, x in
            run.read(x)
            run.length = min(run.length, most)
            return run.length
        }
    }

    static func longestRun(letters: Int) -> OrdinaryRule {
        struct State: Hashable {
            var run = Run()
            var longest = 0
        }
        return OrdinaryRule(
            "the longest run of equal letters so far, of letters 0 to \(letters - 1)", letters: 0..<letters, from: State()
        ) { state, x in
            state.run.read(x)
            state.longest = max(state.longest, state.run.length)
            return state.longest
        }
    }

    static func run(of letter: Int, letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many \(letter) in succession end here, of letters 0 to \(letters - 1)", letters: 0..<letters, from: 0
        ) { run, x in
            run = x == letter ? run + 1 : 0
            return run
        }
    }

    static func longestRun(of letter: Int, letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the longest run of \(letter) so far, of letters 0 to \(letters - 1)", letters: 0..<letters, from: LongestRun()
        ) { run, x in run.take(x == letter ? run.current + 1 : 0) }
    }

    static func runBefore(letters: Int) -> OrdinaryRule {
        struct State: Hashable {
            var run = Run()
            var before = 0
        }
        return OrdinaryRule(
            "the length of the run before the one that goes on, 0 in the first, of letters 0 to \(letters - 1)",
            letters: 0..<letters, from: State()
        ) { state, x in
            if x != state.run.letter { state.before = state.run.length }
            state.run.read(x)
            return state.before
        }
    }

    static func runIsEven(letters: Int) -> OrdinaryRule {
        struct State: Hashable {
            var letter: Int?
            var isEven = true
        }
        return OrdinaryRule(
            "whether the number of equal letters that end here is even, of letters 0 to \(letters - 1)",
            letters: 0..<letters, from: State()
        ) { state, x in
            state.isEven = state.letter == x && !state.isEven
            state.letter = x
            return state.isEven.answer
        }
    }

    static func timeSince(_ letter: Int, letters: Int, most: Int?) -> OrdinaryRule {
        let cap = most.map { ", at most \($0)" } ?? ""
        return OrdinaryRule(
            "positions since the last \(letter)\(cap), counted from before the first letter while there is none, of letters 0 "
                + "to \(letters - 1)", letters: 0..<letters, from: 0
        ) { time, x in
            time = x == letter ? 0 : min(time + 1, most ?? .max)
            return time
        }
    }

    static func gap(between letter: Int, letters: Int) -> OrdinaryRule {
        struct State: Hashable {
            /// Since the last one; nil before the first.
            var time: Int?
            var gap = 0
        }
        return OrdinaryRule(
            "the distance between the last two \(letter), 0 before there are two, of letters 0 to \(letters - 1)",
            letters: 0..<letters, from: State()
        ) { state, x in
            state.time = state.time.map { $0 + 1 }
            if x == letter {
                state.gap = state.time ?? 0
                state.time = 0
            }
            return state.gap
        }
    }
}
