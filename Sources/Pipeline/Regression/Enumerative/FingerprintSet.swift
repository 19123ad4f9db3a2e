import CKernels

/// The fingerprints that are known: an open-addressed hash table, asked for hundreds at a time.
struct FingerprintSet: Sendable {
    private var slots = [UInt64](repeating: ValueTable.undefined, count: 1 << 12)
    private var count = 0

    func contains(_ fingerprint: UInt64) -> Bool { slots[slot(of: fingerprint)] == fingerprint }

    /// - Precondition: it is not that of something undefined.
    mutating func insert(_ fingerprint: UInt64) {
        precondition(fingerprint != ValueTable.undefined)
        if 3 * count > slots.count { grow() }
        let slot = slot(of: fingerprint)
        if slots[slot] != fingerprint { count += 1 }
        slots[slot] = fingerprint
    }

    /// The places of those of the first `count` fingerprints that are defined and unknown, in `places`.
    ///
    /// - Returns: how many.
    func unknown(_ fingerprints: [UInt64], count: Int, into places: inout [UInt32]) -> Int {
        precondition(count <= fingerprints.count && count <= places.count)
        return kernel_value_unseen(fingerprints, count, slots, slots.count, &places)
    }

    private func slot(of fingerprint: UInt64) -> Int {
        kernel_value_slot(fingerprint, slots, slots.count)
    }

    private mutating func grow() {
        let known = slots.filter { $0 != ValueTable.undefined }
        slots = Array(repeating: ValueTable.undefined, count: 4 * slots.count)
        for fingerprint in known { slots[slot(of: fingerprint)] = fingerprint }
    }
}
