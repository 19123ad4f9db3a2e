import CCrypto
import Foundation

/// The SHA-256 of some bytes, for file hashes on pages and names in caches. O(n).
///
/// ```swift
/// let data = try Data(contentsOf: Installation().experiments.appending(path: "data/vending.jsonl"))
/// let lines = try await Experiment.remember(["lines", "\(Fingerprint(data))"]) { data.count { $0 == 10 } }
/// print(lines, "lines")
/// ```
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
    /// 64 hexadecimal digits.
    public let description: String

    public init(_ data: Data) {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        let status = data.withUnsafeBytes { bytes in
            EVP_Digest(bytes.baseAddress, bytes.count, &digest, &length, EVP_sha256(), nil)
        }
        precondition(status == 1, "libcrypto has no SHA-256")
        description = digest.prefix(Int(length)).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    public init(_ text: String) {
        self.init(Data(text.utf8))
    }
}
