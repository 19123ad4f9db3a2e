import Foundation
import Mustache
import Untrusted

/// The look of the site: Mustache templates, a style sheet and one small script, read from a folder.
public struct Theme: Sendable {
    /// What is wrong with the theme, in which file, and the mend.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Files that pages refer to as `assets/<name>`, by name.
    public let assets: [String: Data]
    /// KaTeX, for pages with formulas, in the same way; nil where it is not installed.
    public let math: [String: Data]?
    private let templates: MustacheLibrary

    static let requiredTemplates = ["page", "index"]
    static let assetNames = [
        "theme.css", "report.css", "index.css", "theme.js", "index.js", "tables.js", "stepper.js", "sites.js", "stages.js",
    ]

    /// Reads and checks a theme.
    ///
    /// - Parameters:
    ///   - folder: holds `page.mustache`, `index.mustache`, the partials they name, and every asset of the site.
    ///   - math: what formulas are set with.
    /// - Throws: `Failure` naming the file that is missing or broken.
    public init(folder: URL, math: [String: Data]? = MathTypesetting.assets()) throws {
        self.math = math
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let templateNames = names.filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(9)) }.sorted()
        for name in Self.requiredTemplates where !templateNames.contains(name) {
            throw Failure(
                description: "The theme has no \(folder.path)/\(name).mustache; restore it with: git checkout -- site/theme")
        }
        var library = MustacheLibrary()
        for name in templateNames {
            let file = folder.appending(path: "\(name).mustache")
            library.register(try Self.template(at: file, partials: Set(templateNames)), named: name)
        }
        templates = library
        assets = try Dictionary(
            uniqueKeysWithValues: Self.assetNames.map { ($0, try Self.contents(of: folder.appending(path: $0))) })
    }

    /// The assets, and KaTeX's files among them if they are wanted and there.
    public func assets(withMath: Bool) -> [String: Data] {
        withMath ? assets.merging(math ?? [:]) { own, _ in own } : assets
    }

    /// Fills a template.
    ///
    /// - Parameters:
    ///   - template: "page", "index", or another template of the folder.
    ///   - content: a struct or dictionary whose fields the template names. Strings are escaped, `SafeHTML` is not.
    /// - Returns: the whole file's text, in which no character does anything but show, whoever wrote what it was filled with.
    /// - Throws: `Failure` if there is no such template.
    public func render(_ template: String, _ content: Any) throws -> String {
        guard let text = templates.render(TemplateContent.plain(content) ?? [:], withTemplate: template) else {
            throw Failure(
                description: "The theme has no template called \(template); expected \(template).mustache in site/theme")
        }
        return PlainText(lines: text).description
    }

    // The library escapes by `Character`, and so lets a quote through that carries a combining accent.
    private struct Escaping: MustacheContentType {
        static let name = "GLASSBOX"
        func escapeText(_ text: String) -> String { SafeHTML(escaping: text).html }
    }

    private static let escapingRegistered: Void = MustacheContentTypes.register(Escaping(), named: Escaping.name)

    private static func contents(of file: URL) throws -> Data {
        do {
            return try Data(contentsOf: file)
        } catch {
            throw Failure(
                description: "The theme's file \(file.path) cannot be read; restore it with: git checkout -- site/theme")
        }
    }

    private static func template(at file: URL, partials: Set<String>) throws -> MustacheTemplate {
        guard let text = String(data: try contents(of: file), encoding: .utf8) else {
            throw Failure(description: "The template \(file.path) is not UTF-8 text; save it as UTF-8")
        }
        // The library renders an unknown partial as nothing at all, which would lose part of a page silently.
        for match in text.matches(of: /\{\{>\s*([A-Za-z0-9_-]+)\s*\}\}/) where !partials.contains(String(match.1)) {
            throw Failure(
                description: "The template \(file.path) includes {{> \(match.1)}}, "
                    + "but there is no \(match.1).mustache beside it")
        }
        do {
            _ = escapingRegistered
            return try MustacheTemplate(string: "{{% CONTENT_TYPE: \(Escaping.name)}}" + text)
        } catch let error as MustacheTemplate.ParserError {
            throw Failure(
                description: "The template \(file.path) is broken at line \(error.context.lineNumber), "
                    + "column \(error.context.columnNumber) (\(error.error)): “\(error.context.line)”; mend the tag there")
        }
    }
}
