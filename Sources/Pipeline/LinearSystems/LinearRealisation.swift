/// The smallest integer linear system that does what a network does within its trained length: evidence of the linear route.
///
/// Everything is read from the network; only the length of the sample and its letters tell where it was trained.
public struct LinearRealisation: Sendable, Hashable, Codable {
    /// Where the Markov parameters were read.
    public enum Source: String, Sendable, Codable {
        case weights, behaviour
    }

    public let source: Source
    /// The network's response, position by position of the trained length.
    public let parameters: MarkovParameters
    /// The greatest distance of a parameter from an integer before rounding; nil where it was read from rounded answers.
    public let deviation: Double?
    /// Sequences on which the network's answers were found to follow from the parameters.
    public let sequences: Int
    /// The minimal system whose state the inputs generate.
    public let system: IntegerLinearSystem
    /// The minimal system whose state the outputs tell apart: the same function, perhaps on a finer lattice.
    let observable: IntegerLinearSystem

    /// Reads and realises the response of a network.
    ///
    /// - Parameters:
    ///   - network: affine or not.
    ///   - sample: input sequences of the trained length.
    /// - Throws: `NotLinear` where the network is not a linear system on the sample, or its trained length too short to tell
    ///   which.
    public init(of network: some VectorNetwork, on sample: Sequences) throws(NotLinear) {
        guard sample.count > 0, sample.length > 1 else {
            throw NotLinear(reason: "sequences of one position do not show a next state")
        }
        do throws(NotLinear) {
            let read = try MarkovParameters.fromWeights(of: network, horizon: sample.length)
            try read.parameters.verify(network, on: sample)
            (source, parameters, deviation) = (.weights, read.parameters, read.deviation)
        } catch {
            let parameters = try MarkovParameters.fromBehaviour(of: network, on: sample)
            try parameters.verify(network, on: sample)
            (source, self.parameters, deviation) = (.behaviour, parameters, nil)
        }
        sequences = sample.count
        do throws(NotRealisable) {
            let realised = try HankelRealisation(parameters)
            (system, observable) = (realised.reachable, realised.observable)
        } catch {
            throw NotLinear(reason: error.reason)
        }
    }
}
