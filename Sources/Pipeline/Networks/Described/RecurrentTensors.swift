/// The tensors of a file by the parts that they play in a network, told by PyTorch's names, whatever stands before these.
struct RecurrentTensors {
    typealias Tensor = SafetensorsFile.Tensor

    /// One layer's, by what follows the prefix: `weight_ih`, `bias_hh` and so on.
    struct Layer {
        /// As the file calls its first weight.
        let name: String
        var parts: [String: Tensor]
    }

    /// In the order of the layers.
    private(set) var layers: [Layer] = []
    /// `h0` and `c0` by layer.
    private(set) var initial: [String: [Int: Tensor]] = ["h0": [:], "c0": [:]]
    /// `h0` and `c0` of all layers together.
    private(set) var wholeInitial: [String: Tensor] = [:]
    /// Modules with a weight of two dimensions, in the order of their numbers and names.
    private(set) var affine: [(name: String, weight: Tensor, bias: Tensor?)] = []
    let recorded: RecordedTensors?
    /// Of two perceptrons; nil where layers are cells.
    let perceptrons: PerceptronTensors?

    static let mostLayers = 16

    /// - Throws: `SafetensorsError` where there is no recurrent layer, or a tensor plays no part that is known.
    init(_ file: SafetensorsFile) throws(SafetensorsError) {
        var rest = file.tensors
        recorded = try RecordedTensors(takenFrom: &rest)
        var found: [Place: Layer] = [:]
        for (name, tensor) in file.tensors {
            guard let (place, part) = try Self.recurrentPart(name) else { continue }
            found[place, default: Layer(name: "\(place.prefix)weight_ih\(place.suffix)", parts: [:])].parts[part] = tensor
            rest[name] = nil
        }
        layers = found.sorted { $0.key < $1.key }.map(\.value)
        perceptrons = layers.isEmpty ? try PerceptronTensors(takenFrom: &rest) : nil
        if let start = rest.removeValue(forKey: "initial_state"), perceptrons != nil { rest["h0"] = start }
        let count = perceptrons == nil ? layers.count : 1
        guard (1...Self.mostLayers).contains(count) else {
            throw SafetensorsError(
                found: "The file has \(count) recurrent layers",
                expected: "1 to \(Self.mostLayers), with tensors such as “rnn.weight_ih_l0” (docs/networks.md)")
        }
        try Self.checkNumbers(found.keys.sorted())
        if recorded == nil { try Self.checkOrder(found.keys.sorted()) }
        for name in rest.keys.sorted() {
            guard let (kind, layer) = Self.initialPart(name) else { continue }
            let isOnly =
                wholeInitial[kind] == nil && (layer.map { initial[kind]?[$0] == nil } ?? (initial[kind]?.isEmpty == true))
            guard layer ?? 0 < count, isOnly else {
                throw SafetensorsError(
                    tensor: name, found: isOnly ? "is of no layer" : "is not the only one of its layer",
                    expected: "“\(kind)_l0” to “\(kind)_l\(count - 1)”, or one “\(kind)” for all layers")
            }
            let tensor = rest.removeValue(forKey: name)
            if let layer { initial[kind]?[layer] = tensor } else { wholeInitial[kind] = tensor }
        }
        for name in rest.keys.filter({ $0.hasSuffix(".weight") }).sorted(by: Self.precedes) {
            let module = String(name.dropLast(".weight".count))
            guard let weight = rest[name], weight.shape.count == 2 else { continue }
            affine.append((module, weight, rest.removeValue(forKey: "\(module).bias")))
            rest[name] = nil
        }
        if let name = rest.keys.min() {
            throw SafetensorsError(
                tensor: name, found: "plays no part that is known",
                expected: "those of docs/networks.md; glassbox.export in python/ writes a module so, or says why it cannot")
        }
    }

    /// Where a layer stands: the module before its number, and the number.
    private struct Place: Hashable, Comparable {
        let prefix: String
        let suffix: String

        static func < (left: Place, right: Place) -> Bool {
            RecurrentTensors.precedes(left.prefix + left.suffix, right.prefix + right.suffix)
        }
    }

    /// Layers of one module are numbered from 0.
    private static func checkNumbers(_ places: [Place]) throws(SafetensorsError) {
        for (prefix, own) in Dictionary(grouping: places, by: \.prefix).sorted(by: { $0.key < $1.key }) {
            let numbers = own.compactMap { Int($0.suffix.dropFirst(2)) }.sorted()
            guard numbers.isEmpty || numbers == Array(0..<own.count) else {
                throw SafetensorsError(
                    found: "The layers of “\(prefix)” have the numbers \(numbers)", expected: "0 to \(own.count - 1)")
            }
        }
    }

    /// Modules stand in the order of their numbers. Other names say nothing of it, and only recorded scores can prove a guess.
    private static func checkOrder(_ places: [Place]) throws(SafetensorsError) {
        let stems = Set(places.map { place in place.prefix.filter { !($0.isASCII && $0.isNumber) } })
        guard stems.count > 1 else { return }
        let names = Set(places.map(\.prefix)).sorted().prefix(4).map { "“\($0)”" }.joined(separator: ", ")
        throw SafetensorsError(
            found: "Recurrent layers have the names \(names), which do not tell which reads which",
            expected:
                "names that differ in numbers only, such as “rnn.0.” and “rnn.1.”, or recorded scores, as glassbox.export writes"
        )
    }

    private static let parts = ["weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr"]

    /// Which layer's which part a name is; nil of another tensor.
    private static func recurrentPart(_ name: String) throws(SafetensorsError) -> (place: Place, part: String)? {
        let start = name.lastIndex(of: ".").map(name.index(after:)) ?? name.startIndex
        guard let part = parts.first(where: { name[start...].hasPrefix($0) }) else { return nil }
        let suffix = name[start...].dropFirst(part.count)
        if suffix.hasSuffix("_reverse") {
            throw SafetensorsError(
                tensor: name, found: "is of a bidirectional layer",
                expected: "layers that read forwards: only those answer after every letter")
        }
        let isLayer = suffix.isEmpty || suffix.hasPrefix("_l") && Int(suffix.dropFirst(2)).map { $0 >= 0 } == true
        return isLayer ? (Place(prefix: String(name[..<start]), suffix: String(suffix)), part) : nil
    }

    /// `h0_l1` or `c0`, whatever stands before it; no layer of one that is for all of them.
    private static func initialPart(_ name: String) -> (kind: String, layer: Int?)? {
        let last = name.split(separator: ".").last ?? ""
        for kind in ["h0", "c0"] where last.hasPrefix(kind) {
            if last == kind { return (kind, nil) }
            if last.dropFirst(2).hasPrefix("_l"), let layer = Int(last.dropFirst(4)), layer >= 0 { return (kind, layer) }
        }
        return nil
    }

    /// Digits within names count as numbers: `fc10` comes after `fc2`.
    static func precedes(_ left: String, _ right: String) -> Bool {
        func parts(_ name: String) -> [(number: Int, text: String)] {
            name.reduce(into: [(text: "", isNumber: false)]) { parts, character in
                let isNumber = character.isASCII && character.isNumber
                if parts[parts.count - 1].isNumber != isNumber { parts.append(("", isNumber)) }
                parts[parts.count - 1].text.append(character)
            }.map { $0.isNumber ? (Int($0.text) ?? .max, $0.text) : (-1, $0.text) }
        }
        let (first, second) = (parts(left), parts(right))
        return first.lexicographicallyPrecedes(second) { ($0.number, $0.text) < ($1.number, $1.text) }
    }
}
