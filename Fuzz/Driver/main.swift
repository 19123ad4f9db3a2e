/// Feeds one reader of received files with made-up ones, by libFuzzer: `FUZZ_TARGET=audit fuzz <corpus>…`.
import Foundation

/// Of libFuzzer's library without a `main` of its own.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

// Before the fuzzer starts: a wrong name is no finding.
_ = FuzzTarget.chosen

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
    runFuzzer(&count, &arguments) { bytes, count in
        FuzzTarget.chosen.read(bytes.map { Data(bytes: $0, count: count) } ?? Data())
        return 0
    })
