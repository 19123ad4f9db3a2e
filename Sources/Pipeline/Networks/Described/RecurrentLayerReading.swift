extension RecurrentLayer {
    /// The layer of some tensors.
    ///
    /// - Parameters:
    ///   - tensors: of one layer.
    ///   - description: says which cell has one gate, and where a GRU resets.
    /// - Throws: `SafetensorsError` where one is missing or does not fit, or the cell cannot be told.
    init(_ tensors: RecurrentTensors.Layer, _ description: NetworkDescription) throws(SafetensorsError) {
        let input = try tensors.matrix("weight_ih")
        let recurrent = try tensors.matrix("weight_hh")
        let projection = tensors.parts["weight_hr"] == nil ? nil : try tensors.matrix("weight_hr")
        guard recurrent.rows == input.rows else {
            throw tensors.flaw(
                "weight_hh", "has \(recurrent.rows) rows",
                "\(input.rows), as weight_ih has: gates times units; are they transposed?")
        }
        let cell = try Self.cell(tensors.name, rows: input.rows, recurrent, projection, description)
        let outputs = projection?.rows ?? input.rows / cell.gates
        guard recurrent.columns == outputs, projection?.columns ?? outputs == (projection == nil ? outputs : input.rows / 4)
        else {
            throw tensors.flaw(
                "weight_hh", "has \(recurrent.columns) columns",
                "\(outputs), the numbers that the layer gives; is it transposed? PyTorch has [gates · units, units]")
        }
        let biases = try tensors.biases(rows: input.rows)
        self.init(
            cell, input: input, recurrent: recurrent, inputBias: biases.input, recurrentBias: biases.recurrent,
            projection: projection)
    }

    private static func cell(
        _ name: String, rows: Int, _ recurrent: Matrix, _ projection: Matrix?, _ description: NetworkDescription
    ) throws(SafetensorsError) -> Cell {
        let units = projection?.columns ?? recurrent.columns
        let gates = rows.isMultiple(of: units) ? rows / units : 0
        let shape = "has \(rows) rows and \(units) units"
        let told: Cell
        switch (gates, description.cell) {
        case (3, nil), (3, .gru?): told = .gru(resetsBeforeProduct: description.reset == .before)
        case (4, nil), (4, .lstm?): told = .lstm
        case (1, nil):
            throw SafetensorsError(
                tensor: name, found: "\(shape): one gate, whose function no tensor tells",
                expected: "“cell” in the description, or --cell: tanh or relu")
        case (1, .tanh?): told = .tanh
        case (1, .relu?): told = .relu
        default:
            throw SafetensorsError(
                tensor: name, found: shape,
                expected: description.cell.map { "those of the described cell \($0.rawValue)" }
                    ?? "1, 3 or 4 rows for each unit: gates of an RNN, a GRU or an LSTM; are they transposed?")
        }
        guard projection == nil || told == .lstm else {
            throw SafetensorsError(tensor: name, found: "has a projection", expected: "one in an LSTM only")
        }
        return told
    }
}

extension RecurrentTensors.Layer {
    fileprivate func flaw(_ part: String, _ found: String, _ expected: String) -> SafetensorsError {
        SafetensorsError(tensor: name.replacing("weight_ih", with: part), found: found, expected: expected)
    }

    fileprivate func matrix(_ part: String) throws(SafetensorsError) -> Matrix {
        guard let tensor = parts[part] else {
            throw flaw(part, "is missing", "it beside the layer's other tensors")
        }
        guard tensor.shape.count == 2 else { throw flaw(part, "has the shape \(tensor.shape)", "[rows, columns]") }
        return Matrix(rows: tensor.shape[0], columns: tensor.shape[1], elements: tensor.numbers)
    }

    fileprivate func biases(rows: Int) throws(SafetensorsError) -> (input: [Double], recurrent: [Double]) {
        let zero = Array(repeating: 0.0, count: rows)
        guard parts["bias_ih"] != nil || parts["bias_hh"] != nil else { return (zero, zero) }
        func bias(_ part: String) throws(SafetensorsError) -> [Double] {
            guard let tensor = parts[part] else {
                throw flaw(part, "is missing", "both biases, or none")
            }
            guard tensor.shape == [rows] else { throw flaw(part, "has the shape \(tensor.shape)", "[\(rows)]") }
            return tensor.numbers
        }
        return (try bias("bias_ih"), try bias("bias_hh"))
    }
}
