extension SymbolCode {
    /// Whether equal integers are equal answers under both codes; nil is the code of integers that are answered as they are.
    ///
    /// Ranges of integers play no part: they say what was seen.
    public static func answersMeanTheSame(_ left: SymbolCode?, _ right: SymbolCode?) -> Bool {
        switch (left?.answers, right?.answers) {
        case (nil, nil): true
        case (.classes(let left)?, .classes(let right)?): left == right
        case (.each(let left)?, .each(let right)?):
            left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || $0.isInteger && $1.isInteger }
        case (.each(let streams)?, nil), (nil, .each(let streams)?): streams.allSatisfy(\.isInteger)
        case (.classes?, _), (_, .classes?): false
        }
    }
}
