import Foundation
import Notebook
import Pipeline
import Untrusted

/// The folder of a subject's report.
///
/// It has the subject's name, made safe. Where that is a benchmark task's, or the report there is of another file, the first digits
/// of the file's checksum are added: so nothing that was reported on before is written over.
public struct SubjectPlace: Sendable {
    /// Below the site.
    public let path: String
    /// Why it is not the name alone, in a clause; nil where it is.
    public let reason: String?

    public init(_ subject: ReportSubject, site: URL) {
        self.init(name: subject.name, fingerprint: subject.file.fingerprint, site: site)
    }

    /// - Parameters:
    ///   - name: what the subject is called.
    ///   - fingerprint: of its file.
    ///   - site: the folder of all pages.
    init(name: String, fingerprint: String, site: URL) {
        // Any text may be a name: folders in it are none.
        let plain = FileName.safe(name.replacing("/", with: "_"))
        let distinct = "reports/\(plain)-\(fingerprint.prefix(8))"
        if Benchmark.tasks.contains(where: { $0.name.lowercased() == plain.lowercased() }) {
            (path, reason) = (distinct, "\(plain) is a task of the benchmark")
        } else if let other = Self.identity(in: site.appending(path: "reports/\(plain)")), other != fingerprint {
            (path, reason) = (distinct, "reports/\(plain) tells of another file")
        } else {
            (path, reason) = ("reports/\(plain)", nil)
        }
    }

    private struct Stated: Decodable {
        struct Data: Decodable { let fingerprint: String }
        let data: Data?
    }

    /// The checksum of the file that a report tells of; an empty one where it tells of none. Nil where there is no report.
    private static func identity(in folder: URL) -> String? {
        guard let place = try? UntrustedFolder(folder) else { return nil }
        let records = [ReportFile.audit, ReportFile.questions].lazy
        guard let audit = records.compactMap({ try? place.contents(of: $0, most: ReportBounds.audit) }).first,
            let stated = try? Stated(publishedJSON: audit)
        else { return "" }
        return stated.data?.fingerprint ?? ""
    }
}
