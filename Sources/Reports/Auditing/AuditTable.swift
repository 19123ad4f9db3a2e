import Notebook

/// The checks as a terminal has them, a line each.
extension ReportAudit {
    /// The lines, after one that sums them up; only what fails, if nothing else is wanted.
    public func table(onlyFailing: Bool = false) -> String {
        let shown = checks.filter { !onlyFailing || $0.outcome == .fails }
        let width = shown.map(\.check.count).max() ?? 0
        let lines = shown.map { check in
            let word = Self.padded(check.outcome == .fails ? "FAILS" : check.outcome.rawValue, to: 11)
            return "  \(word)  \(Self.padded(check.check, to: width))  \(check.statement)\n"
                + "  \(Self.padded("", to: 11))  \(Self.padded("", to: width))  → \(check.found)"
        }
        return (["\(task) (\(folder)): \(summary)"] + lines).joined(separator: "\n")
    }

    private var summary: String {
        let (held, failing) = (count(.holds), count(.fails))
        let rest = count(.notChecked)
        return (failing > 0 ? "\(Wording.count(failing, "check")) FAIL\(failing == 1 ? "S" : ""), " : "")
            + "\(Wording.count(held, "check")) hold\(held == 1 ? "s" : "")" + (rest > 0 ? ", \(rest) not made" : "")
    }

    private func count(_ outcome: AuditCheck.Outcome) -> Int { checks.count { $0.outcome == outcome } }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
