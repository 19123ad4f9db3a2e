import Foundation
import Render

/// What the index of the site says about a page, kept beside it as `page.json`.
package struct PageSummary: Codable, Equatable {
    static let fileName = "page.json"
    /// Bytes.
    static let largest = 1 << 20
    /// Ends the name of a folder that holds the partial page of a failed run.
    static let failedSuffix = ".failed"

    /// A folder's name without what marks a failed run, and whether that was there.
    static func parts(ofFolder name: String) -> (name: String, hasFailed: Bool) {
        let hasFailed = name.hasSuffix(failedSuffix)
        return (hasFailed ? String(name.dropLast(failedSuffix.count)) : name, hasFailed)
    }

    let title: String
    /// The first sentence of prose, or the subtitle.
    let summary: String
    /// The image that the experiment chose, else the first, relative to the page.
    package let thumbnail: String?
    package let thumbnailAlt: String?
    let conclusions: [Conclusion]

    /// - Parameters:
    ///   - weaver: the run.
    ///   - content: the page made of it.
    init(_ weaver: PageWeaver, _ content: PageContent) {
        title = weaver.title.words
        summary = weaver.summary
        let images = (content.lead + content.pieces.flatMap { $0.cell?.exhibits ?? [] }).flatMap(\.images)
        let chosen = weaver.events.compactMap { if case .pictured(let file) = $0 { file } else { nil } }.last
        let image = images.first { $0.file == chosen } ?? images.first
        thumbnail = image?.file
        thumbnailAlt = image?.alt
        conclusions = weaver.conclusions
    }
}

extension ExhibitContent {
    /// Its images, also those in rows and folds.
    fileprivate var images: [Image] {
        [image].compactMap(\.self)
            + ((row?.members ?? []) + (fold?.members ?? []) + (scripted?.standIn ?? [])).flatMap(\.images)
    }
}
