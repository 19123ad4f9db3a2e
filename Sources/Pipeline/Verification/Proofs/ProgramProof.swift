/// Equivalence of the program and what is found in the trained network, for all lengths: the minimal machine, by the product
/// automaton; without one the linear system, by algebra; where neither decides, of program and network up to a horizon.
///
/// What is found, is found anew: the program was written from the simplified network.
struct ProgramProof {
    let task: SequenceTask
    let network: any Network
    let program: Program
    /// What the program is of the simplified network by construction.
    let restated: Restated?
    let seed: UInt64

    /// Where the program only writes out what was found, equality says nothing of the program.
    static func byConstruction(_ found: String) -> String {
        "; by construction, as the program writes out the \(found) of the simplified network, unless simplifying has changed it"
    }

    private static let statement = "is equal to what was found in the trained network"

    func claim() -> Claim {
        // At each place it may answer in another way: that it agrees at some says nothing of the others.
        if let most = network.mostLetters {
            return Claim(
                .proven, "gives the network’s own outputs on sequences of every length",
                notMade: "the network has places for \(most) letters, and no answer beyond them")
        }
        let found: (machine: MealyMachine, statement: String)
        do throws(NotProven) {
            found = try machine()
        } catch {
            return linearClaim ?? horizonClaim ?? Claim(.proven, Self.statement, notMade: error.reason)
        }
        let permitted = task.reference.askedWords(over: found.machine.letters)
        guard let automaton = MealyMachine(of: program, letters: found.machine.letters) else {
            return horizonClaim ?? Claim(.proven, found.statement, notMade: "the program's states could not be enumerated")
        }
        let (word, pairs) = found.machine.comparison(with: automaton, on: permitted)
        let disagreement = word.map { word in
            Claim.Disagreement(input: word, program: automaton.run(word), expected: found.machine.run(word))
        }
        return Claim(.proven, found.statement, cases: pairs, errors: word == nil ? 0 : 1, firstError: disagreement)
    }

    private struct NotProven: Error { let reason: String }

    /// The machine that the trained network's answers show, and what equality with it says.
    private func machine() throws(NotProven) -> (MealyMachine, String) {
        guard let letters = task.inputs.explorableLetters else {
            throw NotProven(reason: MachineNotFound.tooManyLetters(task.inputs.alphabet.count).reason)
        }
        let machine: MealyMachine
        do throws(MachineNotFound) {
            machine = try Self.learned(from: network, letters, task.inputs, seed: seed)
        } catch {
            throw NotProven(reason: "no machine was found in the trained network: \(error.reason)")
        }
        let words = MachineExtraction.words(of: task.inputs, for: .faithfulness, seed: seed)
        let differences = machine.differences(from: network.answers(to: words).values, on: words)
        guard differences == 0 else {
            throw NotProven(
                reason:
                    "the machine found in the trained network answers otherwise than it on \(differences) of \(words.count) words"
            )
        }
        let all =
            task.inputs.exhaustiveLength(most: words.count, limit: words.length)?.length == words.length
            ? "all \(words.count) words" : "\(words.count) fresh words"
        let which = task.reference.isPartial ? "all sequences that the automaton has" : "sequences of every length"
        return (
            machine,
            "is equal, on \(which), to the machine of \(machine.stateCount) states found in the trained network, by "
                + "the product automaton; the machine answers like the network on \(all) of length \(words.length)"
                + (restated == .machine ? Self.byConstruction("machine") : "")
        )
    }

    private static func learned(
        from network: some Network, _ letters: [Letter], _ inputs: InputSpace, seed: UInt64
    ) throws(MachineNotFound) -> MealyMachine {
        var learning = QueryLearning(network, letters: letters, horizon: inputs.length)
        return try learning.learn(verifiedOn: MachineExtraction.words(of: inputs, seed: seed)).minimal
    }

    private var linearClaim: Claim? {
        // What holds of all words alike is no matter of those that an automaton has.
        guard !task.reference.isPartial, let network = network as? any VectorNetwork,
            let found = try? LinearRealisation(of: network, on: task.openingSample(seed: seed))
        else { return nil }
        return Claim(proving: program, equalTo: found, isByConstruction: restated == .linearSystem)
    }

    private var horizonClaim: Claim? {
        guard !task.reference.isPartial, program.kind == .formula, let network = network as? any VectorNetwork,
            let check = HorizonCheck(network, CompiledProgram(program), task)
        else { return nil }
        let horizon =
            check.horizon == task.length
            ? "the trained one" : "where the trained one is \(task.length); beyond it nothing is proven"
        return Claim(
            .proven,
            "answers like the network on every sequence of up to length \(check.horizon) (\(horizon)), all of which were tried",
            cases: check.words, errors: check.errors, firstError: check.firstError)
    }
}
