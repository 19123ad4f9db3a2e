/// How a tensor's numbers are written; each becomes the double of the same value.
enum NumberType: String, CaseIterable {
    case double = "F64"
    case single = "F32"
    case half = "F16"
    /// The upper half of a single.
    case brain = "BF16"
    case int64 = "I64"
    case int32 = "I32"

    /// - Throws: `SafetensorsError` of a type that no network's numbers have.
    init(_ entry: SafetensorsHeader.Entry, _ name: String) throws(SafetensorsError) {
        guard let type = NumberType(rawValue: entry.dtype) else {
            throw SafetensorsError(
                tensor: name, found: "has the type “\(entry.dtype)”",
                expected: NumberType.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = type
    }

    /// Bytes of a number.
    var size: Int {
        switch self {
        case .double, .int64: 8
        case .single, .int32: 4
        case .half, .brain: 2
        }
    }

    func number(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Double {
        func bits<Bits: FixedWidthInteger>(_ type: Bits.Type) -> Bits {
            Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        switch self {
        case .double: return Double(bitPattern: bits(UInt64.self))
        case .single: return Double(Float(bitPattern: bits(UInt32.self)))
        case .half: return Self.half(bits(UInt16.self))
        case .brain: return Double(Float(bitPattern: UInt32(bits(UInt16.self)) << 16))
        case .int64: return Double(bits(Int64.self))
        case .int32: return Double(bits(Int32.self))
        }
    }

    /// The value of an IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. `Float16` is not there on every platform.
    private static func half(_ bits: UInt16) -> Double {
        let sign: Double = bits >> 15 == 0 ? 1 : -1
        let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 0x1F: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
        }
    }
}
