/// What the machine computes, before anyone has decided how to write it: next state and outputs as formulas of the *old*
/// state and the input.
public struct Recurrence: Hashable, Sendable, Codable {
    /// The names of the inputs at one position.
    public let inputs: [String]
    public let state: [Program.StateVariable]
    /// What each state variable becomes, in the order of `state`.
    public let next: [Expression]
    public let outputs: [Expression]
    /// What an output is called where the program needs a variable for it; `y`, or `y0`, `y1`, … unless given.
    public let outputNames: [String]

    /// - Throws: `ProgramError` if a name is unusable or a formula has another variable than the inputs and the state.
    public init(
        inputs: [String], state: [Program.StateVariable], next: [Expression], outputs: [Expression],
        outputNames: [String]? = nil
    ) throws(ProgramError) {
        precondition(state.count == next.count, "one formula a state variable is expected")
        self.inputs = inputs
        self.state = state
        self.next = next.map(\.tidied)
        self.outputs = outputs.map(\.tidied)
        let taken = Set(inputs + state.map(\.name))
        let given = outputNames ?? (outputs.count == 1 ? ["y"] : outputs.indices.map { "y\($0)" })
        precondition(given.count == outputs.count, "one name an output is expected")
        self.outputNames = given.map { Self.free($0, among: taken) }
        // The plainest program checks names and variables on the way.
        _ = try simultaneousProgram()
    }

    /// Outputs first, then all updates at once: the program closest to the formulas.
    public func simultaneousProgram() throws(ProgramError) -> Program {
        let updates = zip(state, next).filter { $1 != .variable($0.name) }.map { Program.Assignment($0.name, $1) }
        return try Program(
            inputs: inputs, state: state,
            statements: [.output(outputs)] + (updates.isEmpty ? [] : [.assign(updates)]))
    }

    /// Names for so many state variables of which nothing is known yet.
    static func stateNames(_ count: Int) -> [String] {
        count == 1 ? ["s"] : (0..<count).map { "s\($0)" }
    }

    /// The name itself, or with the first number behind it that makes it new.
    static func free(_ name: String, among taken: Set<String>) -> String {
        if Program.isUsableName(name), !taken.contains(name) { return name }
        var number = 1
        while taken.contains("\(name)\(number)") || !Program.isUsableName("\(name)\(number)") {
            number += 1
            if number > taken.count + 2 { return "value\(number)" }
        }
        return "\(name)\(number)"
    }
}
