import Foundation
import Render

/// The script by which an open page loads itself again: pages get a line that names it as they are served, and stay as they are on
/// the disk.
enum ReloadScript {
    static let path = [".glassbox", "reload.js"]
    /// Where it asks what there is now.
    static let changes = [".glassbox", "changes"]

    /// Asking twice a second holds no connection open, of which browsers allow a site only a few.
    static let text = """
        (() => {
          const loaded = document.currentScript.dataset;
          const here = () => decodeURI(location.pathname).replace(/index\\.html$/, "");
          const look = async () => {
            try {
              const now = await (await fetch("/\(changes.joined(separator: "/"))", { cache: "no-store" })).json();
              if (now.version === loaded.version) return;
              clearInterval(looking);
              if (here() === loaded.page && now.page !== loaded.page) location.replace(encodeURI(now.page));
              else location.reload();
            } catch {
              // Nobody watches at the moment.
            }
          };
          const looking = setInterval(() => { if (!document.hidden) look(); }, 500);
        })();

        """

    /// A page with the line in it.
    static func added(to page: Data, _ state: WatchedPage.State) -> Data {
        let source = "/" + path.joined(separator: "/")
        let (version, place) = (SafeHTML(escaping: state.version).html, SafeHTML(escaping: state.page).html)
        let line = "<script src=\"\(source)\" data-version=\"\(version)\" data-page=\"\(place)\" defer></script>\n"
        guard let end = page.range(of: Data("</body>".utf8), options: .backwards) else { return page + Data(line.utf8) }
        return page[..<end.lowerBound] + Data(line.utf8) + page[end.lowerBound...]
    }
}
