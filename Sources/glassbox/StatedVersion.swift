import Notebook
import Revision

/// The version as it is stated: with the commit, such as `0.2.0 (797ecf6)`.
enum StatedVersion {
    static let text = "\(Installation.version) (\(BuiltCommit.name ?? "commit unknown"))"
}
