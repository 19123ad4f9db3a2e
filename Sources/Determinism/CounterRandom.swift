/// A counter-based random generator: the n-th number is a pure function of the key and n.
///
/// Two generators with the same key give the same numbers whatever ran before or beside them, so that results do not
/// depend on the number of threads. The mixing is SplitMix64's (Steele, Lea and Flood 2014). It is inlinable, as training draws millions of
/// letters a second.
public struct CounterRandom: RandomNumberGenerator, Sendable {
    @usableFromInline let key: UInt64
    @usableFromInline var counter: UInt64 = 0

    /// A generator for the path of coordinates `path`, such as seed, purpose, step and row.
    public init(_ path: UInt64...) {
        self = path.reduce(CounterRandom(key: 0x2545_F491_4F6C_DD1D)) { $0[$1] }
    }

    @inlinable
    init(key: UInt64) { self.key = key }

    /// The generator one coordinate further down this one's path, whatever numbers this one has given.
    @inlinable
    public subscript(coordinate: UInt64) -> CounterRandom {
        CounterRandom(key: Self.mixed(key &+ Self.mixed(coordinate &+ Self.increment)))
    }

    @inlinable
    public mutating func next() -> UInt64 {
        counter &+= Self.increment
        return Self.mixed(key &+ counter)
    }

    /// A number in `range`, by multiplication: its bias is below 2⁻⁴⁰ for the ranges of sequence tasks.
    ///
    /// The standard library's own `Int.random(in:using:)` may change its algorithm between releases, and with it our bytes.
    @inlinable
    public mutating func integer(in range: Range<Int>) -> Int {
        precondition(!range.isEmpty)
        let (high, _) = next().multipliedFullWidth(by: UInt64(range.count))
        return range.lowerBound + Int(high)
    }

    /// One of the choices, each as likely as the others.
    ///
    /// - Precondition: there is one.
    public mutating func choice<Value>(_ choices: [Value]) -> Value { choices[integer(in: choices.indices)] }

    /// A number in 0 ..< 1 with 53 random bits.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    @inlinable
    static var increment: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    @inlinable
    static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
