import Testing

@testable import Pipeline

@Suite("Registers as a route")
struct RegisterRouteTests {
    private func findings(_ letters: Range<Int>, length: Int = 8, _ answer: @escaping @Sendable ([Int]) -> Int) -> Findings {
        let network = WordNetwork(answer: answer)
        let inputs = InputSpace(Alphabet([letters]), length: length)
        let extraction = MachineExtraction(behaviourOf: network, inputs: inputs, seed: 1)
        return Findings(
            network: network, code: nil, machine: extraction.machine, inputs: inputs,
            sample: inputs.sample(400, for: .extraction, seed: 1), seed: 1)
    }

    /// The cheapest program, which has to give the network's answers on fresh words that are three times as long.
    private func program(_ findings: Findings, _ route: RegisterRoute = .brief) throws -> [String] {
        let program = try #require(try route.programs(for: findings).min { $0.readingCost < $1.readingCost })
        let ranges = findings.inputRanges.map { $0.lowerBound..<$0.upperBound + 1 }
        let longer = InputSpace(Alphabet(ranges), length: 24).sample(300, for: .longer, seed: 1)
        let agreement = Agreement(of: program, on: longer, with: findings.network.answers(to: longer).values)
        #expect(agreement.isPerfect, "\(agreement.reason)")
        return lines(program)
    }

    private func reason(_ findings: Findings, _ route: RegisterRoute = .brief) -> String? {
        do throws(RouteFailed) {
            _ = try route.programs(for: findings)
            return nil
        } catch {
            return error.reason
        }
    }

    /// How many letters at the end of a word are this one.
    private static func run(of letter: Int, in word: some BidirectionalCollection<Int>) -> Int {
        word.reversed().prefix { $0 == letter }.count
    }

    @Test("The longest run so far is the last answer, and the run that ends here")
    func longestRun() throws {
        let found = try program(
            findings(0..<3) { word in (1...word.count).map { Self.run(of: 1, in: word.prefix($0)) }.max() ?? 0 })
        #expect(
            found == ["run = run + 1 if x == 1 else 0", "last = max(last, run)", "ys.append(last)"], "\(found)")
    }

    @Test("The distance between the last two 1s needs the time since the last one, once there was one")
    func gap() throws {
        let found = try program(
            findings(0..<3) { word in
                let places = word.indices.filter { word[$0] == 1 }.suffix(2)
                return places.count == 2 ? places[places.endIndex - 1] - places[places.startIndex] : 0
            })
        #expect(found.joined(separator: " ").contains("1 if x == 1 else since + (0 < since)"), "\(found)")
    }

    @Test("A run of whatever letter recalls the letter before it")
    func runBefore() throws {
        let found = try program(
            findings(0..<3) { word in
                let run = Self.run(of: word[word.count - 1], in: word)
                let before = word.dropLast(run)
                return before.last.map { Self.run(of: $0, in: before) } ?? 0
            })
        #expect(found.joined(separator: " ").contains("if x == previous else 1"), "\(found)")
    }

    @Test("A range is kept by two registers, its ends; as the machine is finite these are bounded")
    func range() throws {
        let range = findings(-2..<3) { word in (word.max() ?? 0) - (word.min() ?? 0) }
        #expect((try? range.machine.get()) != nil)
        let found = try program(range)
        #expect(found.contains("ys.append(largest - smallest)"), "\(found)")
    }

    @Test(
        "What counts without end where the machine is finite is as near to the network as that on longer words, or is dropped")
    func patient() throws {
        let parity = findings(0..<2, length: 12) { word in word.reduce(0, +) % 2 }
        #expect((try? parity.machine.get()) != nil)
        _ = try program(parity, .patient)
        let walk = findings(0..<2, length: 12) { word in
            let place = word.reduce(0, +) % 5
            return min(place, 5 - place)
        }
        #expect((try? walk.machine.get()) != nil)
        #expect(reason(walk)?.hasPrefix("no two of ") == true)
        _ = try program(walk, .patient)
        let endless = findings(0..<2) { word in word.reduce(0, +) + Self.run(of: 1, in: word) }
        #expect(reason(endless, .patient) == "the machine has no bounds either")
    }

    @Test("Where no two decide the answer no program is claimed")
    func none() {
        let hash = findings(0..<2, length: 10) { word in
            var generator = SeededGenerator(seed: word.reduce(7) { ($0 &+ 1) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64($1) })
            return Int(generator.next() >> 61)
        }
        #expect(reason(hash)?.hasPrefix("no two of ") == true)
    }
}
