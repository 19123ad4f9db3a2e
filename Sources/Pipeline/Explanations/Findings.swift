/// What is known of a network when its explanation begins: everything was read from the network, nothing from the task.
public struct Findings: Sendable {
    public let network: RecurrentNetwork
    public let code: StateCode
    /// Nil where the network's states do not come to an end.
    public let machine: ExtractedMachine?
    /// Why there is no machine.
    public let machineFailure: MachineNotFound?
    /// The network as an integer linear system, or why it is none.
    public let linear: Result<LinearRealisation, NotLinear>
    /// Input sequences on which formulas are fitted to the network's codes and answers.
    public let sample: Sequences

    public init(
        network: RecurrentNetwork, code: StateCode, machine: Result<ExtractedMachine, MachineNotFound>, sample: Sequences
    ) {
        self.network = network
        self.code = code
        self.sample = sample
        linear = Result { () throws(NotLinear) in try LinearRealisation(of: network, on: sample) }
        switch machine {
        case .success(let machine): (self.machine, machineFailure) = (machine, nil)
        case .failure(let failure): (self.machine, machineFailure) = (nil, failure)
        }
    }

    /// What programs call the inputs.
    public var inputNames: [String] {
        switch sample.width {
        case 1: ["x"]
        case 2: ["a", "b"]
        case let width: (1...max(1, width)).map { "x\($0)" }
        }
    }
}
