import CRevision

/// The commit that this copy was built from.
public enum BuiltCommit {
    /// Such as `797ecf6`, with `-dirty` behind it if sources differed from it; nil where the build was not told, as without git.
    public static var name: String? {
        let name = String(cString: glassbox_revision())
        return name.isEmpty ? nil : name
    }
}
