import Foundation
import Render
import Testing
import Untrusted

@testable import Notebook

@Suite struct NotebookSingleFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Data("png".utf8), "page/figures/a.png")
        try folder.write(Data("secret".utf8), "secret.txt")
        try folder.write(Data("print()".utf8), "page/program.py")
        try folder.write(Data("a </script> [b-\u{FFFF}]".utf8), "page/seconds.js")
    }

    private func html(_ page: String) throws -> String {
        let style = "@font-face{src:url(fonts/A.woff2)} a{background:url(data:x)}"
        let math = ["katex/k.css": Data(style.utf8), "katex/fonts/A.woff2": Data("f".utf8)]
        return try single(try Theme(folder: .shippedTheme, math: math)).html(page)
    }

    private func single(_ theme: Theme) throws -> SingleFile {
        SingleFile(folder: try UntrustedFolder(folder.url.appending(path: "page")), theme: theme)
    }

    @Test func whatThePageNeedsIsInIt() throws {
        #expect(try html("<img src=\"figures/a.png\" alt=\"x\">") == "<img src=\"data:image/png;base64,cG5n\" alt=\"x\">")
        #expect(try html("<script src=\"seconds.js\"></script>") == "<script>\na <\\/script> [b-\\uffff]</script>")
        let style = try html("<link rel=\"stylesheet\" href=\"../../assets/katex/k.css\">")
        #expect(style == "<style>\n@font-face{src:url(data:font/woff2;base64,Zg==)} a{background:url(data:x)}</style>")
        #expect(try html("<link rel=\"stylesheet\" href=\"../../assets/theme.css\">").contains("--paper"))
        #expect(
            try html("<a href=\"program.py\">p</a>")
                == "<a href=\"data:text/x-python;base64,cHJpbnQoKQ==\" download=\"program.py\">p</a>")
    }

    @Test func whatDoesNotComeAlongIsNoLink() throws {
        #expect(try html("<a class=\"home\" href=\"../../index.html\">G</a>") == "<a class=\"home\">G</a>")
        #expect(try html("<a class=\"card\" href=\"figures/a.png\">G</a>") == "<a class=\"card\">G</a>")
        let kept = "<a href=\"#top\"><a href=\"https://swift.org\"><link rel=\"icon\" href=\"data:,\"><article>"
        #expect(try html(kept) == kept)
    }

    @Test(arguments: [
        "../secret.txt", "%2e%2e/secret.txt", "figures/../../secret.txt", "/etc/hostname", "nothing.txt", "figures",
    ])
    func nothingBeyondThePagesFolderIsTaken(address: String) throws {
        #expect(!(try html("<a href=\"\(address)\">x</a><img src=\"\(address)\">")).contains("data:"))
    }

    /// A folder of figures that is a link leads to any file of the machine.
    @Test func nothingBehindALinkIsTaken() throws {
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "page/linked"), withDestinationURL: folder.url)
        let page = "<img src=\"linked/secret.txt\"><a href=\"linked/secret.txt\">x</a>"
        #expect(!(try html(page)).contains("data:"))
        let single = try single(try Theme(folder: .shippedTheme, math: nil))
        #expect(single.missingPictures(of: page + "<img alt=\"\" src=\"figures/a.png\">") == ["linked/secret.txt"])
    }

    @Test func thePartialPageKeepsTheName() {
        #expect(SingleFile.name(of: URL(filePath: "/s/X.failed")) == "X.html")
        #expect(SingleFile.name(of: URL(filePath: "/s/X")) == "X.html")
    }
}
