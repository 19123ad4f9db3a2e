import Testing

@testable import Notebook

@Suite struct NotebookProcessorKindTests {
    private func kind(_ text: String) -> String { ProcessorKind.name(describedBy: text, machine: "x86_64") }

    private let text = "vendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\ncpu MHz\t: 2596.1\nflags\t: sse avx\n"

    /// What the sweep's Python, which read this before, made of the same text.
    @Test func itIsWhatSweepsHaveAlwaysCalledIt() {
        #expect(kind(text) == "x86_64-25-17-494b5bdbd055")
        #expect(kind("CPU implementer : 0x41\nFeatures : fp asimd\n") == "x86_64-b2ce56aab86e")
    }

    @Test func whatDecidesNothingChangesNothing() {
        #expect(kind(text) == kind(text.replacing("2596.1", with: "1000.0").replacing("sse avx", with: "avx sse")))
        #expect(kind(text) == kind(text + "\nvendor_id : Another\nflags : none\n"))
        #expect(kind(text) != kind(text.replacing("sse avx", with: "sse avx avx512f")))
        #expect(kind(text) != kind(text + "cache size\t: 512 KB\n"))
    }

    @Test(arguments: ["", "nothing", "processor : 0\nbogomips : 5"])
    func whatCannotBeToldIsUnknown(text: String) {
        #expect(kind(text) == "unknown")
    }

    @Test func thisMachineHasOne() {
        #expect(ProcessorKind.name == "unknown" || ProcessorKind.name.contains(/^[a-z0-9_]+(-[0-9]+)*-[0-9a-f]{12}$/))
    }
}
