import Testing

@testable import Notebook

@Suite struct NotebookCrashReportTests {
    private let trap = """
        Swift/ContiguousArrayBuffer.swift:692: Fatal error: Index out of range

        *** Signal 4: Backtracing from 0x7f75a056df7f... done ***

          1 [ra]             0x00007f75a06f961f _assertionFailure(_:_:file:line:flags:) + 302 in libswiftCore.so
          3 [ra]             0x000055ed678adaca f(_:) + 201 in x2 at /tmp/foo/Hello.swift:5:80
          4 [async] [system] 0x000055ed678ad4e0 async_MainTQ4_ in x2 at /tmp/foo/Hello.swift:9:1
        """

    @Test func aTrapHasItsMessageAndItsLine() {
        let report = CrashReport(trap, file: "/tmp/foo/Hello.swift")
        #expect(report.message == "Index out of range")
        #expect(report.line == 5)
        #expect(report.thrownError == nil)
        #expect(CrashReport(trap, file: "/tmp/other.swift").line == nil)
    }

    @Test func aThrownErrorIsToldWithoutOurModule() {
        let text = "Swift/ErrorType.swift:254: Fatal error: Error raised at top level: Script.Bad(code: 3)\n"
        #expect(CrashReport(text, file: "x").thrownError == "Bad(code: 3)")
    }

    @Test func silenceSaysNothing() {
        let report = CrashReport("", file: "x")
        #expect(report.message == nil && report.thrownError == nil && report.line == nil)
    }
}
