/// What is known of a network when its explanation begins: everything was read from the network, nothing from the task.
///
/// ```swift
/// let findings = Findings(
///     network: simplified.network, code: lattice.code, machine: .success(machine), inputs: task.inputs, sample: sample,
///     seed: Experiment.seed)
/// print(try explain(findings).route)
/// ```
public struct Findings: Sendable {
    public let network: any Network
    /// The network where its state is a vector; nil where codes and linear systems have nothing to say.
    public let vectors: (any VectorNetwork)?
    /// Nil where no code of the hidden states was found.
    public let code: StateCode?
    /// The finite machine, or why there is none.
    public let machine: Result<ExtractedMachine, MachineNotFound>
    /// The network as an integer linear system, or why it is none.
    public let linear: Result<LinearRealisation, NotLinear>
    /// Input sequences of the trained length: formulas are fitted to the network's codes and answers on them.
    public let sample: Sequences
    /// Further ones: a program has to give the network's answers on all of them.
    public let check: Sequences
    /// Every input at one position; nil where there are more than a machine is extracted for.
    public let letters: [Letter]?
    /// The least and greatest value of each input that is known of.
    let inputRanges: [ClosedRange<Int>]
    /// What programs call the inputs.
    public let inputNames: [String]

    public init(
        network: any Network, code: StateCode?, machine: Result<ExtractedMachine, MachineNotFound>, sample: Sequences,
        check: Sequences, letters: [Letter]?, inputNames: [String]? = nil
    ) {
        self.network = network
        self.inputNames = inputNames ?? Self.inputNames(width: sample.width)
        let vectors = network as? any VectorNetwork
        self.vectors = vectors
        self.code = code
        self.machine = machine
        self.sample = sample
        self.check = check
        self.letters = letters
        inputRanges = Self.ranges(
            of: letters.map { $0.flatMap(\.self) } ?? sample.values + check.values, width: sample.width)
        linear = Result { () throws(NotLinear) in
            guard let vectors else { throw NotLinear(reason: "the network's state is no vector") }
            return try LinearRealisation(of: vectors, on: sample)
        }
    }

    /// What is known of `network`, which reads `inputs`.
    public init(
        network: any Network, code: StateCode?, machine: Result<ExtractedMachine, MachineNotFound>, inputs: InputSpace,
        sample: Sequences, seed: UInt64
    ) {
        self.init(
            network: network, code: code, machine: machine, sample: sample,
            check: inputs.sample(Self.checks, for: .agreement, seed: seed),
            letters: inputs.explorableLetters, inputNames: inputs.featureNames)
    }

    private static let checks = 4096

    /// Whether no input that is known of is anything but 0 or 1.
    var inputsAreBits: Bool {
        (letters.map { $0.flatMap(\.self) } ?? sample.values).allSatisfy { $0 == 0 || $0 == 1 }
    }

    private static func ranges(of values: [Int], width: Int) -> [ClosedRange<Int>] {
        (0..<width).map { feature in
            let own = stride(from: feature, to: values.count, by: width).lazy.map { values[$0] }
            return (own.min() ?? 0)...(own.max() ?? 0)
        }
    }

    private static func inputNames(width: Int) -> [String] {
        switch width {
        case 1: ["x"]
        case 2: ["a", "b"]
        case let width: (1...max(1, width)).map { "x\($0)" }
        }
    }
}
