/// Who may do what next: senders and receivers, gates, lights, locks.
enum ProtocolRules {
    static let definitions = [
        OrdinaryDefinition("stop and wait") { .stopAndWait(letters: $0.threeLetters()) },
        OrdinaryDefinition("alternating receiver") { .alternatingReceiver(letters: $0.threeLetters()) },
        OrdinaryDefinition("sliding window") { .slidingWindow($0.integer(in: 2..<5)) },
        OrdinaryDefinition("parking gate") { .parkingGate(places: $0.integer(in: 2..<6), letters: $0.threeLetters()) },
        OrdinaryDefinition("turnstile") { .turnstile(most: $0.integer(in: 2..<5), coin: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("traffic light") { .trafficLight(green: $0.integer(in: 2..<4), red: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("elevator") { .elevator(floors: 3, start: $0.integer(in: 0..<3)) },
        OrdinaryDefinition("password lock") {
            let length = $0.integer(in: 2..<4)
            return .passwordLock($0.word(length, over: 3), lock: $0.integer(in: 0..<3))
        },
        OrdinaryDefinition("attempts") { .attempts($0.integer(in: 2..<4), letters: $0.threeLetters()) },
        OrdinaryDefinition("handshake") { .handshake(letters: $0.threeLetters()) },
        OrdinaryDefinition("back-off") { .backOff(most: $0.choice([4, 8, 16]), success: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("round robin") { .roundRobin(startsWithFirst: $0.integer(in: 0..<2) == 1) },
        OrdinaryDefinition("mutual exclusion") { .mutualExclusion(letters: $0.threeLetters()) },
    ]
}

extension OrdinaryRule {
    static func stopAndWait(letters: [Int]) -> OrdinaryRule {
        OrdinaryRule(
            "the number, 0 or 1, of the frame that a sender sends next: \(letters[0]) confirms frame 0, \(letters[1]) frame 1, "
                + "\(letters[2]) is silence; frames go out in turn, each until it is confirmed", letters: 0..<3, from: 0
        ) { frame, x in
            if x == letters[frame] { frame = 1 - frame }
            return frame
        }
    }

    static func alternatingReceiver(letters: [Int]) -> OrdinaryRule {
        OrdinaryRule(
            "whether a receiver takes what comes: \(letters[0]) is frame 0, \(letters[1]) frame 1, \(letters[2]) a broken one; "
                + "it takes them in turn", letters: 0..<3, from: 0
        ) { expected, x in
            guard x == letters[expected] else { return 0 }
            expected = 1 - expected
            return 1
        }
    }

    static func slidingWindow(_ size: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many frames are on their way: 0 confirms one, 1 sends one unless there are \(size), 2 confirms all",
            letters: 0..<3, from: 0
        ) { outstanding, x in
            outstanding = x == 2 ? 0 : x == 1 ? min(size, outstanding + 1) : max(0, outstanding - 1)
            return outstanding
        }
    }

    static func parkingGate(places: Int, letters: [Int]) -> OrdinaryRule {
        OrdinaryRule(
            "whether the gate of a car park with \(places) places opens: \(letters[0]) wants in, which needs a place, "
                + "\(letters[1]) wants out, which needs a car, \(letters[2]) is nobody", letters: 0..<3, from: 0
        ) { cars, x in
            let change = x == letters[0] ? 1 : x == letters[1] ? -1 : 0
            guard change != 0, (0...places).contains(cars + change) else { return 0 }
            cars += change
            return 1
        }
    }

    static func turnstile(most: Int, coin: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether a turnstile lets somebody through: \(coin) is a coin, of which it keeps \(most) for later, \(1 - coin) a "
                + "push, which uses one", letters: 0..<2, from: 0
        ) { coins, x in
            if x == coin {
                coins = min(most, coins + 1)
                return 0
            }
            guard coins > 0 else { return 0 }
            coins -= 1
            return 1
        }
    }

    static func trafficLight(green: Int, red: Int) -> OrdinaryRule {
        struct State: Hashable {
            var light = 0
            /// Positions for which it stays so at least.
            var left: Int
            var isRequested = false
        }
        let durations = [green, 1, red]
        return OrdinaryRule(
            "a light, green (0) at first, amber (1) or red (2): green lasts \(green) positions and until the button (1) was "
                + "pressed in it, amber 1 and red \(red)", letters: 0..<2, from: State(left: green)
        ) { state, x in
            state.isRequested = state.light == 0 && (state.isRequested || x == 1)
            if state.left == 0 && (state.light != 0 || state.isRequested) {
                state.light = (state.light + 1) % 3
                state.left = durations[state.light]
                state.isRequested = false
            }
            state.left = max(0, state.left - 1)
            return state.light
        }
    }

    static func elevator(floors: Int, start: Int) -> OrdinaryRule {
        struct State: Hashable {
            var floor: Int
            var direction = 1
            /// A bit for each floor that is called and was not served.
            var calls = 0
        }
        return OrdinaryRule(
            "the floor of a lift, \(start) at first, that keeps calls 0 to \(floors - 1) in mind and moves a floor each time: "
                + "on in its direction while a call lies there, upwards at first, else back", letters: 0..<floors,
            from: State(floor: start)
        ) { state, x in
            state.calls = (state.calls | 1 << x) & ~(1 << state.floor)
            let above = state.calls >> state.floor != 0
            let below = state.calls & (1 << state.floor - 1) != 0
            guard above || below else { return state.floor }
            if !(state.direction > 0 ? above : below) { state.direction = -state.direction }
            state.floor += state.direction
            state.calls &= ~(1 << state.floor)
            return state.floor
        }
    }

    static func passwordLock(_ word: [Int], lock: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether a lock is open: \(word.words) without a break opens it, a wrong letter starts over, and once open \(lock) "
                + "locks it, of letters 0 to 2", letters: 0..<3, from: 0,
            likely: { $0 < word.count ? word[$0] : nil }
        ) { typed, x in
            if typed == word.count {
                if x == lock { typed = 0 }
            } else {
                typed = x == word[typed] ? typed + 1 : (x == word[0]).answer
            }
            return (typed == word.count).answer
        }
    }

    static func attempts(_ most: Int, letters: [Int]) -> OrdinaryRule {
        let (wrong, right, unblock) = (letters[0], letters[1], letters[2])
        return OrdinaryRule(
            "whether a card is usable: \(most) wrong numbers (\(wrong)) without a right one (\(right)) between them block it, "
                + "until \(unblock) comes", letters: 0..<3, from: 0
        ) { failures, x in
            if x == unblock || (x == right && failures < most) { failures = 0 }
            if x == wrong { failures = min(most, failures + 1) }
            return (failures < most).answer
        }
    }

    static func handshake(letters: [Int]) -> OrdinaryRule {
        let (hello, confirmation, reset) = (letters[0], letters[1], letters[2])
        return OrdinaryRule(
            "the state of a connection, closed (0), half open (1) or open (2): \(hello) opens a closed one half, "
                + "\(confirmation) a half open one, \(reset) closes it", letters: 0..<3, from: 0
        ) { state, x in
            if x == reset { state = 0 }
            if x == hello && state == 0 || x == confirmation && state == 1 { state += 1 }
            return state
        }
    }

    static func backOff(most: Int, success: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how long to wait: 1 after a success (\(success)) and at first, twice as long after each failure (\(1 - success)), "
                + "at most \(most)", letters: 0..<2, from: 1
        ) { wait, x in
            wait = x == success ? 1 : min(most, 2 * wait)
            return wait
        }
    }

    static func roundRobin(startsWithFirst: Bool) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "which of two requests (1) is granted: the only one; of two, that which was not granted last, the "
                + "\(startsWithFirst ? "first" : "second") at first", pairs: 0..<2, 0..<2, from: startsWithFirst.answer
        ) { firstIsNext, a, b in
            guard a + b > 0 else { return (0, 0) }
            let first = a == 1 && (b == 0 || firstIsNext == 1)
            firstIsNext = (!first).answer
            return (first.answer, (!first).answer)
        }
    }

    static func mutualExclusion(letters: [Int]) -> OrdinaryRule {
        struct State: Hashable {
            /// 0 for nobody.
            var owner = 0
            var isAwaited = false
        }
        return OrdinaryRule(
            "who holds a lock, 0 for nobody: \(letters[0]) and \(letters[1]) are requests of 1 and 2, kept while the other "
                + "holds it; \(letters[2]) is its release", letters: 0..<3, from: State()
        ) { state, x in
            if x == letters[2] {
                state = State(owner: state.isAwaited ? 3 - state.owner : 0)
            } else {
                let asking = x == letters[0] ? 1 : 2
                if state.owner == 0 { state.owner = asking }
                if state.owner != asking { state.isAwaited = true }
            }
            return state.owner
        }
    }
}
