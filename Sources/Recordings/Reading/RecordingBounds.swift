/// How much of somebody's data is taken. More is refused before any work is done with it.
///
/// With these, reading takes memory of some times the size of the file and time in proportion to it.
public enum RecordingBounds {
    /// Bytes of a file of data.
    public static let fileBytes = 256 << 20
    /// Bytes of an automaton in DOT: Graphviz makes some hundred bytes of memory of each edge.
    public static let automatonBytes = 4 << 20
    /// Bytes of a definition in Python.
    public static let definitionBytes = 1 << 20
    public static let sequences = 1 << 20
    /// Letters of one sequence: a network that is trained on words ten times as long as others learns neither.
    public static let length = 4096
    /// What is read and answered in all: letters and answers, each times its streams.
    public static let symbols = 1 << 24
    /// Streams of letters, and as many of answers.
    public static let streams = 64
    /// Different symbols of one stream: each becomes an input or a score of its own.
    public static let alphabet = 1024
    /// Bytes of UTF-8 of the name of a symbol or a column.
    public static let nameBytes = 256
    /// The greatest magnitude of an integer. Networks are trained in 32-bit floating point with 24 bits of mantissa: beyond 2²⁰ sums
    /// of a few terms can no longer tell an integer from its neighbours.
    public static let magnitude = 1 << 20
    /// States of an automaton.
    public static let states = 1 << 13
    /// States times letters of an automaton.
    public static let transitions = 1 << 19
}
