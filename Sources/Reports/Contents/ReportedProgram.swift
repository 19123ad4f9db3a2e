import Foundation
import Notebook
import Pipeline
import Untrusted

/// What a report's `audit.json` says of the program and of the network that it was read out of: for studies that compare many.
///
/// The file may come from anywhere: a program beyond `ReportBounds`, or one that does not read what the report says, is none.
package struct ReportedProgram: Sendable {
    /// Nil where the report has none.
    package let program: Program?
    /// What can be read at a position; nil where the report does not say.
    package let alphabet: Alphabet?
    /// Hidden units.
    package let hidden: Int?
    package let parameters: Int?
    /// A layer each, where the network is somebody else's; nil of the perceptrons that are trained here.
    package let layers: [String]?
    /// How its hidden states are integers; nil where they are not.
    package let code: Code?
    /// Integer codes of hidden states that exploring them found; nil where they have none, or do not come to an end.
    package let keptStates: Int?
    /// Of the minimal Moore machine with the same answers; nil where there is none.
    package let neededStates: Int?

    /// What kind of code.
    package struct Code: Sendable, Equatable, Hashable {
        package let finder: StateCode.Finder
        /// Integers in it.
        package let dimension: Int
    }

    /// Nil where there is no report that can be read.
    package init?(report folder: UntrustedFolder) {
        guard let data = try? folder.contents(of: ReportFile.audit, most: ReportBounds.audit) else { return nil }
        try? self.init(publishedJSON: data)
    }

    /// What the report of this result would say.
    package init(_ result: Distillation) throws {
        try self.init(publishedJSON: ReportRecord(result, command: "", versions: [:], files: [:]).publishedJSON)
    }
}

extension ReportedProgram: Decodable {
    private enum Key: CodingKey { case shape, data, explanation, network, lattice, machine }
    private enum PartKey: CodingKey { case symbols, program, finder, dimension, states, minimalStates }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func part<Value: Decodable>(_ key: Key, _ field: PartKey) -> Value? {
            (try? fields.nestedContainer(keyedBy: PartKey.self, forKey: key)).flatMap {
                try? $0.decodeIfPresent(Value.self, forKey: field)
            }
        }
        let symbols: SymbolCode? = part(.data, .symbols)
        let shape = try? fields.decodeIfPresent(TaskShape.self, forKey: .shape)
        let task = shape?.task(named: "", summary: "", symbols: symbols)
        alphabet = task?.inputs.alphabet
        let told: Program? = part(.explanation, .program)
        program = told.flatMap { told in
            ReportBounds.excess(of: told) == nil && told.inputs.count == task?.inputWidth
                && told.outputCount == task?.outputWidth ? told : nil
        }
        let network = try? fields.decodeIfPresent(NetworkFile.self, forKey: .network)
        (hidden, parameters, layers) = (network?.hidden, network?.parameters, network?.cells)
        let finder: StateCode.Finder? = part(.lattice, .finder)
        let dimension: Int? = part(.lattice, .dimension)
        code = finder.flatMap { finder in dimension.map { Code(finder: finder, dimension: $0) } }
        keptStates = part(.machine, .states)
        neededStates = part(.machine, .minimalStates)
    }
}
