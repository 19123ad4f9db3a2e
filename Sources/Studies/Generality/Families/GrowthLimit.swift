/// How large outputs of a drawn task may become.
enum GrowthLimit {
    /// Largest output within the trained length.
    static let output = 500
    /// In trained lengths, the longest sequences on which programs and networks are judged.
    static let longest = 10
    /// There outputs stay below this: what grows further would leave 64 bits, or what a network can compute at all.
    static let outputOfLongest = 1 << 40
}
