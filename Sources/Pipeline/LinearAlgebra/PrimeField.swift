/// Linear algebra modulo the prime 2⁶¹ − 1.
///
/// An integer system that is solvable is solvable modulo every prime, and small integers can be read off their residues. So
/// elimination modulo one large prime finds integer solutions without the huge numerators of rational elimination, and
/// checking what it found in plain integers makes the answer exact.
enum PrimeField {
    static let modulus: UInt64 = (1 << 61) - 1

    /// The residue of an integer.
    static func residue(_ value: Int) -> UInt64 {
        let magnitude = UInt64(value.magnitude) % modulus
        return value < 0 && magnitude > 0 ? modulus - magnitude : magnitude
    }

    /// The integer nearest to 0 with this residue.
    static func integer(_ residue: UInt64) -> Int {
        residue > modulus / 2 ? -Int(modulus - residue) : Int(residue)
    }

    static func multiply(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (high, low) = left.multipliedFullWidth(by: right)
        // 2⁶¹ ≡ 1, so the bits above the 61st are simply added to those below.
        let sum = (low & modulus) + (high << 3 | low >> 61)
        return sum >= modulus ? sum - modulus : sum
    }

    static func subtract(_ left: UInt64, _ right: UInt64) -> UInt64 {
        left >= right ? left - right : left + modulus - right
    }

    /// The inverse of a residue that is not 0, by Fermat's little theorem.
    static func inverse(_ value: UInt64) -> UInt64 {
        var (result, power, exponent) = (UInt64(1), value, modulus - 2)
        while exponent > 0 {
            if exponent & 1 == 1 { result = multiply(result, power) }
            power = multiply(power, power)
            exponent >>= 1
        }
        return result
    }

    /// Rows in reduced echelon form, grown one row at a time.
    struct Echelon {
        /// Each row is 1 at its pivot column and 0 at the others' pivots.
        private(set) var rows: [(pivot: Int, entries: [UInt64])] = []

        var rank: Int { rows.count }

        /// Adds a row, all columns but the last being candidates for its pivot.
        ///
        /// - Returns: what the row adds to those before it.
        /// - Complexity: O(rank · columns).
        mutating func insert(_ row: [UInt64]) -> Addition {
            var entries = row
            for known in rows where entries[known.pivot] != 0 {
                Self.eliminate(&entries, with: known.entries, times: entries[known.pivot])
            }
            guard let pivot = entries.dropLast().firstIndex(where: { $0 != 0 }) else {
                return entries.last == 0 ? .nothing : .contradiction
            }
            let scale = PrimeField.inverse(entries[pivot])
            for column in entries.indices { entries[column] = PrimeField.multiply(entries[column], scale) }
            for index in rows.indices where rows[index].entries[pivot] != 0 {
                Self.eliminate(&rows[index].entries, with: entries, times: rows[index].entries[pivot])
            }
            rows.append((pivot, entries))
            return .independent
        }

        enum Addition { case independent, nothing, contradiction }

        private static func eliminate(_ row: inout [UInt64], with other: [UInt64], times factor: UInt64) {
            for column in row.indices where other[column] != 0 {
                row[column] = PrimeField.subtract(row[column], PrimeField.multiply(factor, other[column]))
            }
        }
    }
}

extension IntegerMatrix {
    /// The rank modulo the prime: that over the rationals, unless the prime divides every minor of that size.
    ///
    /// - Complexity: O(rows · rank · columns).
    var rank: Int {
        var echelon = PrimeField.Echelon()
        // The last column is none for pivots.
        for row in rowArrays { _ = echelon.insert((row + [0]).map(PrimeField.residue)) }
        return echelon.rank
    }
}
