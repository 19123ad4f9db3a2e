import Foundation
import Render

/// Writes what pages refer to as `assets/<name>`: the theme's files, and KaTeX once a page has formulas.
///
/// - Throws: `Refusal` if they cannot be written.
func writeAssets(_ theme: Theme, hasMath: Bool, site: URL) throws {
    for (name, data) in theme.assets(withMath: hasMath).sorted(by: { $0.key < $1.key }) {
        try AtomicFile.write(data, to: "assets/\(name)", beneath: site)
    }
}
