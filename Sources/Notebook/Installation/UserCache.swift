import Foundation

/// Where the user keeps what can be made again.
package enum UserCache {
    /// `$XDG_CACHE_HOME/glassbox`, or `~/.cache/glassbox`.
    package static var folder: URL {
        let variables = ProcessInfo.processInfo.environment
        // The standard says that a path which is not absolute is to be ignored.
        if let caches = variables["XDG_CACHE_HOME"], caches.hasPrefix("/") {
            return URL(filePath: caches, directoryHint: .isDirectory).appending(path: "glassbox")
        }
        let home = variables["HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0, directoryHint: .isDirectory) : nil }
        return (home ?? FileManager.default.homeDirectoryForCurrentUser).appending(path: ".cache/glassbox")
    }
}
