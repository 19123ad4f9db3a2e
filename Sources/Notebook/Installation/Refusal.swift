import Foundation
import Untrusted

/// A reason not to go on, told in one sentence on one line: what was wrong, where, what was expected, and the mend.
public struct Refusal: Error, CustomStringConvertible, Sendable, Codable {
    /// The command's exit statuses.
    public enum Status: Int32, Sendable, Codable {
        case allHolds = 0
        case somethingFails = 1
        case badInput = 2
        case machineLacksSomething = 3
    }

    public let status: Status
    public let description: String

    public init(_ status: Status, _ description: String) {
        self.status = status
        self.description = PlainText(line: description, most: 2000).description
    }

    /// What the operating system said about the last failed call, or about `code`.
    static func reason(_ code: Int32 = errno) -> String {
        String(cString: strerror(code))
    }

    /// What kept a file from being written: a full disk, or a place that cannot be written to.
    ///
    /// - Parameters:
    ///   - what: could not be written, as a clause.
    ///   - error: said why.
    ///   - option: chooses another place.
    /// - Returns: the sentence, with the mend.
    static func unwritable(_ what: String, _ error: any Error, option: String = "--site") -> Refusal {
        let cause = cause(of: error)
        let mend = cause.isFull ? "free some space" : "make the folder writable or choose another one with \(option)"
        return Refusal(.badInput, "\(what) (\(cause.words)); \(mend). What was there before is untouched")
    }

    /// Why a file could not be written, in the operating system's words where Foundation passes them on.
    static func cause(of error: any Error) -> (words: String, isFull: Bool) {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        if cause.domain == NSPOSIXErrorDomain {
            let code = Int32(cause.code)
            return (reason(code), [ENOSPC, EDQUOT, EFBIG].contains(code))
        }
        let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
        return (isFull ? reason(ENOSPC) : error.localizedDescription, isFull)
    }
}
