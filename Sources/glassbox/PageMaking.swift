import ArgumentParser
import Determinism
import Foundation
import Notebook
import Reports
import Synchronization

/// A page that a command makes.
struct PlannedPage: Sendable {
    let name: String
    let experiment: URL
    let arguments: [String]
    let settings: RunSettings
    /// Where it goes, and why there: asked when its turn comes, as a page before it may have taken its place.
    let place: @Sendable () -> (path: String?, reason: String?)
    /// Whether a reader waits for its stages, and not for its cells, which are hidden.
    var hidesCells = false
}

/// The pages of one command: as many at a time as there are threads, each told of in its turn.
final class PageMaking: Sendable {
    private let options: PageOptions
    private let pages: [PlannedPage]
    private let report: ProgressReport
    private let start = ContinuousClock.now
    private let finished = Mutex(0)

    init(_ pages: [PlannedPage], _ options: PageOptions) {
        (self.pages, self.options) = (pages, options)
        report = ProgressReport(isQuiet: options.shared.quiet)
    }

    /// Makes and tells of them. Of several, one that is refused does not keep the others from being made.
    ///
    /// What a page says does not depend on how many are made at the same time.
    ///
    /// - Throws: `Refusal` where the only one could not be made, or the machine lacks something; `ExitCode`, the worst status of all
    ///   pages, where one says that something fails or is refused.
    func run() async throws {
        if pages.count > 1 { report.begin(whole) }
        let untold = Mutex<Refusal?>(nil)
        let ordered = InOrder<Made> { [self] made in
            // The other pages are made all the same.
            do { try tell(made) } catch let refusal as Refusal { untold.withLock { $0 = refusal } }
        }
        let lanes = lanes
        let together = min(options.shared.threads, lanes.count)
        let made = try await concurrentMap(Array(lanes.enumerated()), jobs: together) { [self] number, lane in
            // The last ones have the machine for themselves.
            let threads = max(1, options.shared.threads / min(together, lanes.count - number))
            var made: [Made] = []
            for index in lane {
                made.append(try await make(index, threads: threads))
                try ordered.deliver(made[made.count - 1], at: index)
            }
            return made
        }
        if pages.count > 1 { report.finish(succeeded: true) }
        if let untold = untold.withLock(\.self) { throw untold }
        let worst = made.flatMap(\.self).map(\.status.rawValue).max() ?? Refusal.Status.allHolds.rawValue
        if worst != Refusal.Status.allHolds.rawValue { throw ExitCode(worst) }
    }

    private var whole: String { "Making \(pages.count) pages" }

    /// What became of a page.
    private enum Made: Sendable {
        case page(RunOutcome)
        case refused(Refusal)

        var status: Refusal.Status {
            switch self {
            case .page(let outcome): outcome.status
            case .refused(let refusal): refusal.status
            }
        }
    }

    /// The numbers of pages that may be made at the same time as those of other lanes: of one name only one at a time, as where it goes
    /// depends on what is there.
    private var lanes: [[Int]] {
        let byName = Dictionary(grouping: pages.indices) { FileName.safe(pages[$0].name).lowercased() }
        return byName.values.sorted { $0[0] < $1[0] }
    }

    private func make(_ index: Int, threads: Int) async throws -> Made {
        guard pages.count > 1 else { return .page(try await page(index, threads: nil)) }
        report.announce(label(index))
        defer { finished.withLock { $0 += 1 } }
        do {
            return .page(try await page(index, threads: threads))
        } catch let refusal as Refusal where refusal.status == .badInput {
            return .refused(refusal)
        }
    }

    /// One of them; `threads` is how many it may have, of several pages, and nil for what the options say.
    private func page(_ index: Int, threads: Int?) async throws -> RunOutcome {
        let page = pages[index]
        let (path, reason) = page.place()
        if let path, let reason { report.interrupt { Terminal.complain("The report goes to \(path), because \(reason)") } }
        var settings = page.settings
        if let threads { settings.jobs = threads }
        let outcome = try await runExperiment(
            at: page.experiment, arguments: page.arguments, place: path, settings: settings,
            onProgress: { [self] progress in
                if page.hidesCells, case .running = progress { return }
                guard pages.count > 1 else { return report.take(progress) }
                let done = finished.withLock(\.self)
                report.take(progress, of: page.name, in: whole, fraction: Double(done) / Double(pages.count))
            })
        if pages.count == 1 { report.finish(succeeded: outcome.failure == nil) }
        return outcome
    }

    private func label(_ index: Int) -> String {
        let done = finished.withLock(\.self)
        let left = Terminal.timeLeft(since: start, done: done, of: pages.count).map { ", \($0) left" } ?? ""
        return "\(pages[index].name) (\(index + 1) of \(pages.count)\(left))"
    }

    private func tell(_ made: Made) throws {
        try report.interrupt {
            switch made {
            case .page(let outcome): try Terminal.tell(outcome, options: options.shared)
            case .refused(let refusal): Terminal.complain("\(refusal)")
            }
        }
    }
}
