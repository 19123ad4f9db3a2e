import Foundation
import Synchronization
import Untrusted

/// The child's side of the journal: takes what an experiment shows and prints, and writes it down at once.
///
/// Without a journal (the file runs as a plain Swift program) nothing is written. Safe to use from any thread.
final class Recorder: Sendable {
    /// What one cell, and one page, may put into the journal. What is beyond is counted and dropped.
    enum Limit {
        /// Bytes of printed text kept of a cell.
        static let printedBytes = 64 << 10
        /// Exhibits kept of a run.
        static let exhibits = 500
        /// Seconds between two progress events.
        static let progressInterval = 0.05
    }

    /// The variables by which the parent tells the child what it needs to know.
    enum Variable {
        static let journal = "GLASSBOX_JOURNAL"
        static let output = "GLASSBOX_OUTPUT"
        static let seed = "GLASSBOX_SEED"
        static let jobs = "GLASSBOX_JOBS"
        static let budget = "GLASSBOX_BUDGET"
        static let fresh = "GLASSBOX_FRESH"
        static let site = "GLASSBOX_SITE"
        static let version = "GLASSBOX_VERSION"
        static let experiment = "GLASSBOX_EXPERIMENT"
    }

    /// The status a child ends with when the machine failed it and it has said so.
    static let gaveUpStatus: Int32 = 74

    static let shared = Recorder(environment: ProcessInfo.processInfo.environment)

    let outputFolder: URL
    private let journal: Int32?
    /// The process that weaves what is recorded.
    private let parent = getppid()

    /// Whether a journal is kept; a plain Swift program prints instead.
    var isRecording: Bool { journal != nil }

    private let state = Mutex(State())

    private struct State {
        var cell = 0
        /// The fingerprint of the code that can decide on what the cell computes.
        var code = ""
        /// When the cell began; nil before the first.
        var began: ContinuousClock.Instant?
        var printed = 0
        var droppedBytes = 0
        var announcedBytes = 0
        var exhibits = 0
        var droppedExhibits = 0
        var lastProgress: ContinuousClock.Instant?
    }

    init(environment: [String: String]) {
        let here = URL(filePath: FileManager.default.currentDirectoryPath)
        outputFolder = environment[Variable.output].map { URL(filePath: $0) } ?? here
        journal = environment[Variable.journal].flatMap { path in
            let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
            return descriptor < 0 ? nil : descriptor
        }
        if journal != nil { endWithParent() }
    }

    /// The fingerprint of the code that can decide on what the running cell computes; nil where no cell runs.
    var code: String? {
        let code = state.withLock(\.code)
        return code.isEmpty ? nil : code
    }

    // MARK: - What experiments do

    func begin(cell: Int, code: String = "") {
        state.withLock { state in
            announceDropped(&state)
            writeSeconds(state)
            state = State(cell: cell, code: code, began: .now, exhibits: state.exhibits, lastProgress: state.lastProgress)
            write(.began(cell: cell))
        }
    }

    func end() {
        state.withLock { state in
            announceDropped(&state)
            writeSeconds(state)
            write(.finished)
        }
    }

    func take(_ exhibit: Exhibit, place: Journal.Place, line: Int) {
        Remembering.current?.noteTrace()
        state.withLock { state in
            guard state.exhibits < Limit.exhibits else {
                state.droppedExhibits += 1
                if state.droppedExhibits == 1 { write(.dropped(bytes: 0, exhibits: 1, cell: state.cell)) }
                return
            }
            state.exhibits += 1
            write(.showed(store(exhibit), line: line, place: place))
        }
    }

    func take(printed text: String) {
        Remembering.current?.noteTrace()
        state.withLock { state in
            // A character that the limit cuts in two becomes a replacement character of up to two bytes more.
            let kept = String(decoding: text.utf8.prefix(max(0, Limit.printedBytes - state.printed)), as: UTF8.self)
            state.printed += kept.utf8.count
            if !kept.isEmpty { write(.printed(kept, cell: state.cell)) }
            state.droppedBytes += max(0, text.utf8.count - kept.utf8.count)
            // Seldom enough not to fill the journal, often enough to be right within a factor of two after a kill.
            if state.droppedBytes >= max(1, 2 * state.announcedBytes) { announceDropped(&state) }
        }
    }

    func take(doing text: String, fraction: Double?) {
        state.withLock { state in
            let now = ContinuousClock.now
            if let last = state.lastProgress, now - last < .seconds(Limit.progressInterval), fraction != 1 { return }
            state.lastProgress = now
            write(.progressed(text, fraction: fraction.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }))
        }
    }

    func record(_ event: Journal.Event) {
        if !event.isPassing { Remembering.current?.noteTrace() }
        state.withLock { _ in write(event) }
    }

    /// Stores a file in the output folder, over an older one of the same name.
    ///
    /// - Returns: the name it got: `name` with anything that could lead out of the folder replaced.
    @discardableResult
    func store(_ data: Data, as name: String) -> String {
        Remembering.current?.noteTrace()
        endIfOrphaned()
        let name = FileName.safe(name)
        let file = outputFolder.appending(path: name)
        do {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file)
        } catch {
            let cause = Refusal.cause(of: error).words
            giveUp("The file \(name) could not be written (\(cause)); free some space or choose another --site")
        }
        return name
    }

    // MARK: - Files of exhibits

    /// Stores the exhibit's files, and gives those a new name whose name is taken by other contents.
    private func store(_ exhibit: Exhibit) -> Exhibit {
        var names: [String: String] = [:]
        for (name, data) in exhibit.attachments.sorted(by: { $0.key < $1.key }) {
            let free = freeName(name, for: data)
            store(data, as: free)
            names[name] = free
        }
        return exhibit.renamingFiles(names).withinBounds
    }

    private func freeName(_ name: String, for data: Data) -> String {
        let parts = FileNameParts(name)
        let ending = parts.ending.isEmpty ? "" : "." + parts.ending
        let stem = name.dropLast(ending.count)
        var candidate = name
        var count = 1
        while let there = try? Data(contentsOf: outputFolder.appending(path: candidate)), there != data {
            count += 1
            candidate = "\(stem)-\(count)\(ending)"
        }
        return candidate
    }

    // MARK: - The journal

    private func writeSeconds(_ state: State) {
        guard let began = state.began else { return }
        write(.took(cell: state.cell, seconds: (ContinuousClock.now - began) / .seconds(1)))
    }

    private func announceDropped(_ state: inout State) {
        guard state.droppedBytes > state.announcedBytes || state.droppedExhibits > 0 else { return }
        state.announcedBytes = state.droppedBytes
        write(.dropped(bytes: state.droppedBytes, exhibits: state.droppedExhibits, cell: state.cell))
    }

    private func write(_ event: Journal.Event) {
        guard let journal, let line = try? Journal.line(event) else { return }
        let isWritten = line.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Foundation.write(journal, bytes.baseAddress?.advanced(by: written), bytes.count - written)
                if count < 0, errno != EINTR { return false }
                written += max(0, count)
            }
            return true
        }
        if !isWritten {
            Self.end(saying: "The journal of the experiment could not be written (\(Refusal.reason())); free some space")
        }
    }

    private func giveUp(_ sentence: String) -> Never {
        if let line = try? Journal.line(.gaveUp(sentence)), let journal {
            _ = line.withUnsafeBytes { Foundation.write(journal, $0.baseAddress, $0.count) }
        }
        Self.end(saying: sentence)
    }

    private static func end(saying sentence: String) -> Never {
        FileHandle.standardError.write(Data("\(sentence)\n".utf8))
        exit(gaveUpStatus)
    }

    /// Ends this process soon after its parent was killed: nobody would weave what it still finds out.
    private func endWithParent() {
        Thread.detachNewThread { [self] in
            while true {
                endIfOrphaned()
                Thread.sleep(forTimeInterval: 1)
            }
        }
    }

    /// Ends this process if its parent was killed: the next run removes the output folder, and a file written now would bring
    /// it back.
    private func endIfOrphaned() {
        if isRecording, getppid() != parent { _exit(Self.gaveUpStatus) }
    }
}
