extension [Double] {
    /// The middle one in order of size, or the mean of the middle two; nil where there is none.
    package var median: Double? {
        let ordered = sorted()
        return isEmpty ? nil : (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }
}
