extension Decoder {
    /// Refuses what a file says where it cannot be: what decodes may come from anyone.
    ///
    /// - Parameters:
    ///   - isFulfilled: whether it can be.
    ///   - sentence: what was found and what was expected.
    /// - Throws: `DecodingError.dataCorrupted` with the sentence.
    package func require(_ isFulfilled: Bool, _ sentence: @autoclosure () -> String) throws {
        guard isFulfilled else {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: sentence()))
        }
    }
}
