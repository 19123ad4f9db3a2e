import Foundation
@testable import Reports
import Pipeline

extension FuzzTarget {
    /// `network.safetensors`: a network that is read is run, and written is read the same.
    static let safetensors = FuzzTarget(name: "safetensors", form: .safetensors) { data in
        guard let file = try? SafetensorsFile(data), let network = try? RecurrentNetwork(safetensors: file) else { return }
        let copy = (try? network.safetensors(metadata: file.metadata)).flatMap { try? RecurrentNetwork(safetensors: $0) }
        demand(copy == network, "a network written out is read the same")
        guard network.parameterCount <= ReportBounds.parameters else { return }
        let values = (0..<4 * 5 * network.inputWidth).map { $0 % 3 - 1 }
        let run = network.run(Sequences(length: 5, width: network.inputWidth, values: values))
        demand(run.answers.count == 4 * 5 * network.outputWidth, "there is an answer at every position")
    }
}
