/// Whether, and how, a program's variables can be read from the network's hidden state.
public struct Grounding: Sendable, Codable, Equatable {
    /// How a variable is read.
    public enum Reading: String, Sendable, Codable {
        /// The nearest integer to an affine function of the hidden state.
        case affine
        /// The variable's value at the nearest of the hidden states that were fitted.
        case nearestState = "nearest state"
    }

    /// Two prefixes that the network keeps closest together although a variable of the program tells them apart.
    public struct Confusion: Sendable, Codable, Equatable {
        /// `[time][feature]`; one that the decoder was fitted on.
        public let fitted: [[Int]]
        /// `[time][feature]`; one that it was checked on.
        public let checked: [[Int]]
        /// What the variable is after them.
        public let values: [Int]
        /// Between the two hidden states.
        public let distance: Double
    }

    /// How one variable was read, and how well.
    public struct Variable: Sendable, Codable, Equatable {
        public let name: String
        public let decoder: Reading
        /// Hidden states, one for each prefix, that the decoder was fitted on.
        public let fitted: Int
        /// Hidden states that it was checked on, one for each prefix of the other sequences.
        public let checked: Int
        /// Checked states whose value was read wrongly.
        public let errors: Int
        /// The greatest distance between what an affine decoder reads in a checked state and the value; at ½ it errs.
        public let largestDeviation: Double?
        /// An affine decoder's factor for each hidden unit of the trained network.
        public let coefficients: [Double]?
        public let constant: Double?
        /// Why it cannot be read; nil where there is no error, or no state that a decoder could be fitted on.
        public internal(set) var confusion: Confusion?
    }

    /// In the program's order.
    public let variables: [Variable]
}
