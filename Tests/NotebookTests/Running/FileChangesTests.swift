import Foundation
import Synchronization
import Testing

@testable import Notebook

@Suite struct NotebookFileChangesTests {
    @Test func everyOtherContentIsAChangeHoweverItIsSaved() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("one".utf8), "X.swift")
        let pauses = Mutex(0)
        var changes = FileChanges(of: file) {
            // The file is away, and was looked for.
            pauses.withLock { $0 += 1 }
            try folder.write(Data("three".utf8), "X.swift")
        }.makeAsyncIterator()
        #expect(try await changes.next() != nil)
        try folder.write(Data("two".utf8), "Y.swift")
        // As editors do: another file put in its place.
        #expect(rename(folder.url.appending(path: "Y.swift").path, file.path) == 0)
        #expect(try await changes.next() != nil)
        try FileManager.default.removeItem(at: file)
        #expect(try await changes.next() != nil)
        #expect(pauses.withLock(\.self) == 1)
    }

    @Test func whatIsSavedInTheFolderIsAnotherChange() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("one".utf8), "X.swift")
        let theme = folder.url.appending(path: "theme")
        try folder.write(Data("a".utf8), "theme/page.css")
        var changes = FileChanges(of: file, orIn: theme) { throw Enough() }.makeAsyncIterator()
        #expect(try await changes.next() == .file)
        try folder.write(Data("ab".utf8), "theme/page.css")
        #expect(try await changes.next() == .folder)
        try folder.write(Data("c".utf8), "theme/new.css")
        #expect(try await changes.next() == .folder)
        // Both at once are the file's, whose run takes in the other.
        try folder.write(Data("abc".utf8), "theme/page.css")
        try folder.write(Data("two".utf8), "X.swift")
        #expect(try await changes.next() == .file)
        // What editors keep is not what is woven.
        try folder.write(Data("x".utf8), "theme/.page.css.swp")
        try folder.write(Data("x".utf8), "theme/page.css~")
        await #expect(throws: Enough.self) { try await changes.next() }
    }

    private struct Enough: Error {}

    @Test func theSameContentIsNoChange() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("one".utf8), "X.swift")
        let pauses = Mutex(0)
        var changes = FileChanges(of: file) {
            try folder.write(Data("one".utf8), "X.swift")
            pauses.withLock { $0 += 1 }
            if pauses.withLock(\.self) == 5 { throw Enough() }
        }.makeAsyncIterator()
        #expect(try await changes.next() != nil)
        #expect(pauses.withLock(\.self) == 0)
        await #expect(throws: Enough.self) { try await changes.next() }
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
