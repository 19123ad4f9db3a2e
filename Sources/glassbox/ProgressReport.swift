import Foundation
import Notebook
import Reports
import Synchronization
import Untrusted

/// Tells on standard error what a run is doing: a bar on a terminal, plain lines in a pipe, nothing if quiet.
final class ProgressReport: Sendable {
    private enum Style { case bar, lines, none }

    private struct State {
        var stage: String?
        var started = ContinuousClock.now
    }

    private static let barWidth = 24

    private let style: Style
    private let state = Mutex(State())

    init(isQuiet: Bool) {
        style = isQuiet ? .none : isatty(STDERR_FILENO) == 1 ? .bar : .lines
    }

    func take(_ progress: RunProgress) {
        let told = Self.told(progress)
        update(told.stage, detail: told.detail, fraction: told.fraction)
    }

    /// Several things are begun, which are called so together.
    func begin(_ whole: String) { update(whole, fraction: 0) }

    /// The same of one of several things that are done at the same time: its stage is what of the whole is under way.
    ///
    /// - Parameters:
    ///   - progress: of the one.
    ///   - name: what that is called.
    ///   - whole: what all are called together.
    ///   - fraction: how much of these is done.
    func take(_ progress: RunProgress, of name: String, in whole: String, fraction: Double) {
        update(whole, detail: "\(Self.oneLine(name)), \(Self.told(progress).stage)", fraction: fraction)
    }

    /// Says in a line of its own what is begun, where no bar does.
    func announce(_ line: String) {
        state.withLock { _ in if style == .lines { write("\(Self.oneLine(line))\n") } }
    }

    private static func told(_ progress: RunProgress) -> (stage: String, detail: String?, fraction: Double?) {
        switch progress {
        case .building: return ("Building", nil, nil)
        case .running(let cell, let count): return ("Cell \(cell &+ 1) of \(count)", nil, nil)
        case .progress(let text, let fraction):
            let parts = text.split(separator: ": ", maxSplits: 1).map { oneLine(String($0)) }
            return (parts.first ?? "", parts.count > 1 ? parts[1] : nil, fraction)
        case .weaving: return ("Writing the page", nil, nil)
        }
    }

    /// Runs `body`, which prints lines of its own, where no bar is in its way.
    func interrupt(_ body: () throws -> Void) rethrows {
        try state.withLock { _ in
            if style == .bar { write("\r\u{1B}[K") }
            try body()
        }
    }

    /// Ends the last line.
    func finish(succeeded: Bool) {
        state.withLock { state in
            if succeeded { endStage(&state) } else if style == .bar { write("\r\u{1B}[K") }
        }
    }

    /// - Parameters:
    ///   - stage: has a line of its own.
    ///   - detail: what of it is under way, shown on a terminal while it is.
    ///   - fraction: how much of it is done, if known.
    private func update(_ stage: String, detail: String? = nil, fraction: Double?) {
        guard style != .none else { return }
        state.withLock { state in
            if state.stage != stage {
                endStage(&state)
                state = State(stage: stage)
                if style == .lines { write("\(stage)\n") }
            }
            guard style == .bar else { return }
            let seconds = Self.seconds(since: state.started)
            let bar = fraction.map { Self.bar($0, seconds: seconds) } ?? ""
            write("\r\u{1B}[K  \(stage)\(detail.map { "  \($0)" } ?? "")\(bar)")
        }
    }

    private func endStage(_ state: inout State) {
        guard style == .bar, let stage = state.stage else { return }
        write("\r\u{1B}[K✓ \(stage)  \(Terminal.seconds(Self.seconds(since: state.started)))\n")
        state.stage = nil
    }

    private static func bar(_ said: Double, seconds: Double) -> String {
        // An experiment may say anything.
        let fraction = said.isNaN ? 0 : min(1, max(0, said))
        let filled = Int((fraction * Double(barWidth)).rounded())
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
        let rest = seconds * (1 - fraction) / fraction
        let left = fraction > 0.02 && seconds > 1 && rest >= 1 ? "  about \(Terminal.seconds(rest)) left" : ""
        return "  \(bar) \(Int(fraction * 100)) %\(left)"
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    /// An experiment's words, without what could move the cursor, and short enough for one line.
    private static func oneLine(_ text: String) -> String {
        PlainText(line: text, most: 60).description
    }

    private func write(_ text: String) {
        // What cannot be told is no reason to end the work.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
