import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookFileChangesTests {
    @Test func everyOtherContentIsAChangeHoweverItIsSaved() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("one".utf8), "X.swift")
        var changes = FileChanges(of: file).makeAsyncIterator()
        #expect(try await changes.next() != nil)
        try folder.write(Data("two".utf8), "Y.swift")
        // As editors do: another file put in its place.
        #expect(rename(folder.url.appending(path: "Y.swift").path, file.path) == 0)
        #expect(try await changes.next() != nil)
        try FileManager.default.removeItem(at: file)
        let waiting = Task { [changes] in
            var changes = changes
            return try await changes.next() != nil
        }
        try await Task.sleep(for: .milliseconds(300))
        try folder.write(Data("three".utf8), "X.swift")
        #expect(try await waiting.value)
    }

    @Test func theSameContentIsNoChange() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("one".utf8), "X.swift")
        let waiting = Task {
            var changes = FileChanges(of: file).makeAsyncIterator()
            _ = try await changes.next()
            _ = try await changes.next()
        }
        try await Task.sleep(for: .milliseconds(500))
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test func waitingCanBeCancelled() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "never")
        let waiting = Task {
            for try await _ in FileChanges(of: file) {}
        }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}
