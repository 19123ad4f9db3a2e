import BoundedProcess
import Foundation

/// Runs emitted programs in a real python3, many sequences at a time, within bounds of time and memory.
public struct PythonHarness: Sendable {
    /// Seconds for one call of `outputs`, all its processes together, on a `Countdown`.
    ///
    /// Programs that are emitted come to an end within some tens of them on an idle core. What else a machine has to do may not decide a
    /// verdict, so that there are many more unless told otherwise.
    public var seconds: Double
    /// Bytes of address space for each process.
    public var memoryBytes: Int
    /// How many processes share the work; the outputs, and the error reported, are the same for any number.
    public var jobs: Int
    /// The path of the interpreter.
    public let interpreter: String

    /// Values a child is sent at a time: some 8 MB, so that neither side ever holds all sequences as Python objects.
    private static let chunkValues = 1 << 20

    /// Finds the interpreter: `/usr/bin/python3` if present, else the first `python3` on the path.
    ///
    /// - Throws: `PythonHarnessError.pythonMissing`.
    public init(
        seconds: Double = 600, memoryBytes: Int = 1 << 30, jobs: Int = 1, interpreter: String? = nil
    ) throws(PythonHarnessError) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let candidates =
            interpreter.map { [$0] } ?? ["/usr/bin/python3"] + path.split(separator: ":").map { "\($0)/python3" }
        guard let found = candidates.first(where: FileManager.default.isExecutableFile) else { throw .pythonMissing }
        self.interpreter = found
        self.seconds = seconds
        self.memoryBytes = memoryBytes
        self.jobs = max(1, jobs)
    }

    /// The outputs of a program's `f` on every sequence.
    ///
    /// - Parameters:
    ///   - programText: Python source that defines `f(xs)`; what it prints is discarded.
    ///   - cases: the input sequences.
    ///   - outputWidth: how many outputs there are at a position; more than one come as tuples.
    /// - Returns: flat, sequence by sequence, position by position, output by output.
    /// - Throws: the error of the first sequence that fails.
    /// - Complexity: one process for each 2²⁰ input values, each of which takes a fraction of a second.
    public func outputs(
        of programText: String, on cases: Sequences, outputWidth: Int
    ) async throws(PythonHarnessError) -> [Int] {
        precondition(outputWidth > 0, "a program has at least one output")
        let countdown = Countdown(seconds: seconds)
        let counting = Task { try await countdown.run() }
        defer { counting.cancel() }
        let width = cases.length * cases.width
        let size = max(1, Self.chunkValues / width)
        let chunks = stride(from: 0, to: cases.count, by: size).map { $0..<min($0 + size, cases.count) }
        let results = await chunkResults(chunks) { chunk in
            await run(programText, cases, chunk, outputWidth: outputWidth, countdown)
        }
        var outputs: [Int] = []
        outputs.reserveCapacity(cases.count * cases.length * outputWidth)
        // In the order of the sequences, so the first failing one is reported however the work was shared.
        for result in results { outputs += try result.get() }
        return outputs
    }

    private typealias ChunkResult = Result<[Int], PythonHarnessError>

    /// The results up to the first failure, in order; `jobs` chunks are under way at a time.
    private func chunkResults(
        _ chunks: [Range<Int>], _ work: @escaping @Sendable (Range<Int>) async -> ChunkResult
    ) async -> [ChunkResult] {
        await withTaskGroup(of: (Int, ChunkResult).self) { group in
            var results = [ChunkResult?](repeating: nil, count: chunks.count)
            var next = 0
            var failed = false
            while next < min(jobs, chunks.count) {
                let index = next
                group.addTask { (index, await work(chunks[index])) }
                next += 1
            }
            while let (index, result) = await group.next() {
                results[index] = result
                if case .failure = result { failed = true }
                // Chunks start in order: whatever could fail earlier than this one is already under way.
                if failed || next == chunks.count { continue }
                let following = next
                group.addTask { (following, await work(chunks[following])) }
                next += 1
            }
            return results.compactMap(\.self)
        }
    }

    private func run(
        _ text: String, _ cases: Sequences, _ chunk: Range<Int>, outputWidth: Int, _ countdown: Countdown
    ) async -> ChunkResult {
        let left = countdown.left
        if left <= 0 { return .failure(.timedOut(seconds: seconds)) }
        let expected = chunk.count * cases.length * outputWidth
        // Isolated: no module but Python's own can get in the way.
        let process = BoundedProcess(
            interpreter, ["-I", "-S", "-c", HarnessScript.text],
            limits: .init(seconds: left, outputBytes: max(8 * expected + 1, 1 << 16), memoryBytes: memoryBytes))
        do {
            let outcome = try await process.run(input: Self.request(text, cases, chunk, outputWidth: outputWidth))
            return answer(outcome, cases, first: chunk.lowerBound, expected: expected)
        } catch {
            return .failure(.notStarted("\(error)"))
        }
    }

    private static func request(_ text: String, _ cases: Sequences, _ chunk: Range<Int>, outputWidth: Int) -> Data {
        let source = Data(text.utf8)
        let width = cases.length * cases.width
        let inputs = cases.values[(chunk.lowerBound * width)..<(chunk.upperBound * width)]
        let fitsBytes = inputs.allSatisfy { Int8(exactly: $0) != nil }
        var request = bytes(of: [
            source.count, chunk.count, cases.length, cases.width, outputWidth, fitsBytes ? 1 : 8,
        ])
        request.append(source)
        request.append(fitsBytes ? bytes(of: inputs.map { Int8(truncatingIfNeeded: $0) }) : bytes(of: Array(inputs)))
        return request
    }

    static func bytes<Value: FixedWidthInteger>(of values: [Value]) -> Data {
        values.map(\.littleEndian).withUnsafeBytes { Data($0) }
    }

    private static func bytewiseIntegers(in data: Data) -> [Int] {
        data.withUnsafeBytes { bytes in bytes.map { Int(Int8(bitPattern: $0)) } }
    }

    static func integers(in data: Data) -> [Int] {
        [Int](unsafeUninitializedCapacity: data.count / 8) { buffer, count in
            count = data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 8
            for index in 0..<count { buffer[index] = Int(littleEndian: buffer[index]) }
        }
    }

    private func answer(_ outcome: BoundedProcess.Outcome, _ cases: Sequences, first: Int, expected: Int) -> ChunkResult {
        switch outcome.ending {
        case .timedOut: return .failure(.timedOut(seconds: seconds))
        case .signalled(let signal): return .failure(.crashed("signal \(signal)"))
        case .exited(let code):
            let body = outcome.output.dropFirst()
            if outcome.output.first == UInt8(ascii: "b"), body.count == expected {
                return .success(Self.bytewiseIntegers(in: body))
            }
            if outcome.output.first == UInt8(ascii: "q"), body.count == 8 * expected {
                return .success(Self.integers(in: body))
            }
            if outcome.output.first == UInt8(ascii: "E"), body.count >= 8 {
                return .failure(failure(body, cases, first: first))
            }
            let lastWords = outcome.errorText.split(separator: "\n").last.map { ", \($0)" } ?? ""
            if lastWords.contains("MemoryError") { return .failure(.outOfMemory(bytes: memoryBytes)) }
            return .failure(.crashed("exit status \(code)\(lastWords)"))
        }
    }

    private func failure(_ body: Data, _ cases: Sequences, first: Int) -> PythonHarnessError {
        let sequence = first + (Self.integers(in: body.prefix(8)).first ?? 0)
        let parts = String(decoding: body.dropFirst(8), as: UTF8.self).split(separator: "\n", maxSplits: 1)
        let message = parts.count > 1 ? String(parts[1]) : ""
        return switch parts.first {
        case "memory": .outOfMemory(bytes: memoryBytes)
        case "load": .notLoaded(message)
        case "raised": .raised(message, sequence: sequence)
        case "count": .outputCount(Int(message) ?? 0, expected: cases.length, sequence: sequence)
        default: .badOutput(message, sequence: sequence)
        }
    }
}
