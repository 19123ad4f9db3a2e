import Foundation
import Synchronization
import Untrusted

/// The page that is being watched: where it is, and how often it has become another one.
final class WatchedPage: Sendable {
    /// What a browser is told.
    struct State: Codable, Sendable, Equatable {
        var version: String
        /// The path of its folder, with slashes at both ends.
        var page: String
    }

    /// Tells this server from an earlier one at the same address, whose pages may still be open.
    private let server = "\(RandomName())"
    private let current: Mutex<(count: Int, page: String)>

    /// - Parameter page: its folder in the site, such as `experiments/Parity`.
    init(_ page: String) {
        current = Mutex((0, "/\(page)/"))
    }

    var state: State { current.withLock { State(version: "\(server)-\($0.count)", page: $0.page) } }

    /// It is another one now, and perhaps in another place, where a failed run leaves it.
    func change(to page: String) { current.withLock { $0 = ($0.count + 1, "/\(page)/") } }
}
