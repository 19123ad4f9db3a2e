/// What stands between a sensor or a button and a machine.
enum ControllerRules {
    static let definitions = [
        OrdinaryDefinition("hysteresis") {
            let low = $0.integer(in: 2..<5)
            return .hysteresis(low: low, high: low + $0.integer(in: 1..<4))
        },
        OrdinaryDefinition("debounce") { .debounce($0.integer(in: 2..<5)) },
        OrdinaryDefinition("bouncing walk") { .bouncingWalk(end: $0.integer(in: 2..<6)) },
        OrdinaryDefinition("vending") { .vending(price: $0.integer(in: 3..<8)) },
        OrdinaryDefinition("vending with change") { .vendingWithChange(price: $0.integer(in: 3..<7)) },
        OrdinaryDefinition("lift") { .lift(floors: $0.integer(in: 3..<7)) },
        OrdinaryDefinition("lift with doors") { .liftWithDoors(floors: $0.integer(in: 3..<6)) },
        OrdinaryDefinition("rate limiter") { .rateLimiter($0.integer(in: 1..<3), over: $0.choice([0..<6, 0..<10])) },
        OrdinaryDefinition("push button") { .pushButton(pressed: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("monostable") { .monostable($0.integer(in: 2..<5), restarts: $0.integer(in: 0..<2) == 1) },
        OrdinaryDefinition("deadband") { .deadband($0.integer(in: 2..<4), over: $0.choice([0..<6, 0..<10])) },
        OrdinaryDefinition("latch") { .latch(resetWins: $0.integer(in: 0..<2) == 1) },
        OrdinaryDefinition("alarm") { .alarm(after: $0.integer(in: 2..<4), letters: $0.threeLetters()) },
    ]
}

extension OrdinaryRule {
    static func hysteresis(low: Int, high: Int) -> OrdinaryRule {
        OrdinaryRule(
            "a switch that goes on at \(high) or more and off at \(low) or less, of 0 to 9", letters: 0..<10, from: 0
        ) { isOn, x in
            if x >= high { isOn = 1 }
            if x <= low { isOn = 0 }
            return isOn
        }
    }

    static func debounce(_ count: Int) -> OrdinaryRule {
        struct State: Hashable {
            var output = 0
            /// Inputs in succession that were not the output.
            var others = 0
        }
        return OrdinaryRule(
            "a bit, 0 at first, that changes when \(count) input bits in succession differed from it", letters: 0..<2,
            from: State()
        ) { state, x in
            state.others = x == state.output ? 0 : state.others + 1
            if state.others == count { state = State(output: x) }
            return state.output
        }
    }

    static func bouncingWalk(end: Int) -> OrdinaryRule {
        struct State: Hashable {
            var place = 0
            var direction = 1
        }
        return OrdinaryRule(
            "a place from 0 to \(end): 0 stays, 1 makes a step, which turns round at the ends", letters: 0..<2, from: State()
        ) { state, x in
            guard x == 1 else { return state.place }
            if !(0...end).contains(state.place + state.direction) { state.direction = -state.direction }
            state.place += state.direction
            return state.place
        }
    }

    static func vending(price: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether a vending machine gives something: coins are 1 and 2, the price is \(price), and what is too much is kept "
                + "for the next", letters: 1..<3, from: 0
        ) { credit, x in
            credit += x
            guard credit >= price else { return 0 }
            credit -= price
            return 1
        }
    }

    static func vendingWithChange(price: Int) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "what a vending machine gives, and the change: coins are 1, 2 and 3, the price is \(price)",
            letters: 1..<4, from: 0
        ) { credit, x in
            credit += x
            guard credit >= price else { return (0, 0) }
            let change = credit - price
            credit = 0
            return (1, change)
        }
    }

    static func lift(floors: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the floor of a lift, from 0, that moves one floor towards the one that is called, of \(floors)",
            letters: 0..<floors, from: 0
        ) { floor, x in
            floor += (x - floor).signum()
            return floor
        }
    }

    static func liftWithDoors(floors: Int) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "the floor of a lift, from 0, and whether its doors are open: they are where it is called to, else it "
                + "moves a floor towards it, of \(floors)", letters: 0..<floors, from: 0
        ) { floor, x in
            guard x != floor else { return (floor, 1) }
            floor += (x - floor).signum()
            return (floor, 0)
        }
    }

    static func rateLimiter(_ rate: Int, over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "a value, 0 at first, that follows the input by at most \(rate) a position, of \(words(numbers))",
            letters: numbers, from: 0
        ) { value, x in
            value += max(-rate, min(rate, x - value))
            return value
        }
    }

    static func pushButton(pressed: Int) -> OrdinaryRule {
        struct State: Hashable {
            var wasPressed = false
            var light = 0
        }
        return OrdinaryRule(
            "a light, off at first, that \(pressed) after \(1 - pressed), or at the start, switches", letters: 0..<2,
            from: State()
        ) { state, x in
            if x == pressed && !state.wasPressed { state.light = 1 - state.light }
            state.wasPressed = x == pressed
            return state.light
        }
    }

    static func monostable(_ duration: Int, restarts: Bool) -> OrdinaryRule {
        // For how many positions it is still on.
        OrdinaryRule(
            "whether a timer is on: 1 starts it for \(duration) positions, \(restarts ? "again too" : "only if it is off"), "
                + "of bits", letters: 0..<2, from: 0
        ) { left, x in
            left = max(0, left - 1)
            if x == 1 && (restarts || left == 0) { left = duration }
            return (left > 0).answer
        }
    }

    static func deadband(_ width: Int, over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "a value, 0 at first, that becomes the input where they differ by \(width) or more, of \(words(numbers))",
            letters: numbers, from: 0
        ) { value, x in
            if abs(x - value) >= width { value = x }
            return value
        }
    }

    static func latch(resetWins: Bool) -> OrdinaryRule {
        OrdinaryRule(
            "a bit that the first stream sets and the second clears; both at once \(resetWins ? "clear" : "set") it",
            pairs: 0..<2, 0..<2, from: 0
        ) { bit, set, reset in
            if set == 1 && reset == 1 {
                bit = resetWins ? 0 : 1
            } else {
                bit = set == 1 ? 1 : reset == 1 ? 0 : bit
            }
            return bit
        }
    }

    static func alarm(after count: Int, letters: [Int]) -> OrdinaryRule {
        let (danger, reset) = (letters[0], letters[1])
        return OrdinaryRule(
            "an alarm set off by \(danger) coming \(count) times in succession, until \(reset) comes, of letters 0 to 2",
            letters: 0..<3, from: 0, likely: { $0 < count ? danger : nil }
        ) { run, x in
            if run == count {
                if x == reset { run = 0 }
            } else {
                run = x == danger ? run + 1 : 0
            }
            return (run == count).answer
        }
    }
}
