import Foundation
import Notebook
import Pipeline

extension SequenceTask {
    /// What tells it from other tasks where results are kept: its name, its sizes, and what it does.
    var identity: [String] {
        [name, "\(inputs.alphabet)", "\(outputWidth)", "\(length)", behaviourFingerprint.description]
    }

    /// Inputs and outputs of a few hundred sequences of two lengths.
    private var behaviourFingerprint: Fingerprint {
        var bytes = Data()
        for (count, length) in [(256, length), (128, greatestLength(upTo: 3 * length, seed: 0))] {
            let inputs = sample(count, length: length, for: .testing, seed: 0)
            for value in inputs.values + outputs(for: inputs).values {
                withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        return Fingerprint(bytes)
    }
}
