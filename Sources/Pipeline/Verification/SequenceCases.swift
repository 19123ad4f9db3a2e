/// Many input sequences of one length, laid flat: sequence by sequence, position by position, stream by stream.
public struct SequenceCases: Sendable {
    public let inputs: [Int]
    public let sequenceLength: Int
    public let inputWidth: Int

    /// - Precondition: `inputs` holds whole sequences, none of them empty.
    public init(inputs: [Int], sequenceLength: Int, inputWidth: Int) {
        precondition(sequenceLength > 0 && inputWidth > 0, "sequences have at least one position and one stream")
        precondition(inputs.count % (sequenceLength * inputWidth) == 0, "whole sequences are expected")
        self.inputs = inputs
        self.sequenceLength = sequenceLength
        self.inputWidth = inputWidth
    }

    public var count: Int { inputs.count / (sequenceLength * inputWidth) }
}
