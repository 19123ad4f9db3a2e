import Dispatch
import Foundation

/// Ctrl-C as something to be done rather than the end of the process, until `end()`.
struct Interrupt {
    private let source: any DispatchSourceSignal

    /// - Parameter handler: what to do, once for each Ctrl-C.
    init(_ handler: @escaping @Sendable () -> Void) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler(handler: handler)
        source.activate()
    }

    /// Makes Ctrl-C end the process again.
    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}
