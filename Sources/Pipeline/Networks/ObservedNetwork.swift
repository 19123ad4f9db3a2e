/// A network whose states can be looked at as vectors, whether or not they can also be set: one that is asked over a wire, for example.
///
/// What a program remembers can be sought in such states; what happens if they are changed cannot be asked.
public protocol ObservedNetwork: Network {
    /// Numbers in a state; 0 where none are shown.
    var hiddenSize: Int { get }
    /// Reads each of the words from the beginning.
    func run(_ words: Sequences) -> NetworkRun
    /// A network of this one's architecture as training for the task would start with it, which probes are compared with; nil where
    /// that is not known, as it is unless it says otherwise.
    func untrained(for task: SequenceTask, seed: UInt64) -> (any ObservedNetwork)?
}

extension ObservedNetwork {
    public func untrained(for task: SequenceTask, seed: UInt64) -> (any ObservedNetwork)? { nil }
}
