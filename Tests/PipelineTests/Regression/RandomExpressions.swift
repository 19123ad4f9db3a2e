import Pipeline

/// Reproducible random numbers: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// A random expression of the given depth over the names.
    mutating func expression(depth: Int, names: [String]) -> Pipeline.Expression {
        if depth == 0 || Int.random(in: 0..<6, using: &self) == 0 {
            return Bool.random(using: &self)
                ? .variable(names[Int.random(in: 0..<names.count, using: &self)])
                : .constant(Int.random(in: -4...7, using: &self))
        }
        switch Int.random(in: 0..<10, using: &self) {
        case 0: return -expression(depth: depth - 1, names: names)
        case 1: return .unary(.absolute, expression(depth: depth - 1, names: names))
        case 2:
            return .conditional(
                test: expression(depth: depth - 1, names: names), then: expression(depth: depth - 1, names: names),
                otherwise: expression(depth: depth - 1, names: names))
        default:
            let operations = Pipeline.Expression.BinaryOperation.allCases
            let operation = operations[Int.random(in: 0..<operations.count, using: &self)]
            return .binary(
                operation, expression(depth: depth - 1, names: names), expression(depth: depth - 1, names: names))
        }
    }
}

let a = Pipeline.Expression.variable("a")
let b = Pipeline.Expression.variable("b")
let c = Pipeline.Expression.variable("c")
let d = Pipeline.Expression.variable("d")
let x = Pipeline.Expression.variable("x")
