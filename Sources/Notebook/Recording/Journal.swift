import Foundation

/// What happened in an experiment, one event a line of JSON, written by the child as it happens.
///
/// On disk, so that an experiment that throws, traps or is killed still leaves its story up to there.
struct Journal: Sendable {
    /// Where on the page an exhibit goes.
    enum Place: String, Sendable, Codable, Equatable {
        /// Under the cell that it was shown in.
        case here
        /// At the head of the page, under the title.
        case lead
    }

    enum Event: Sendable, Codable, Equatable {
        case began(cell: Int)
        case showed(Exhibit, line: Int, place: Place)
        case printed(String, cell: Int)
        /// So many bytes of printed text, or so many exhibits, of a cell were not kept. Supersedes earlier ones of the cell.
        case dropped(bytes: Int, exhibits: Int, cell: Int)
        case progressed(String, fraction: Double?)
        case entitled(String, subtitle: String?)
        /// The file of the figure that stands for the page in the index.
        case pictured(String)
        /// What the experiment set out to show, and whether it does.
        case concluded(Conclusion)
        /// The experiment could not go on because of the machine, such as a full disk.
        case gaveUp(String)
        /// Wall-clock seconds that a cell took; only of one that came to its end.
        case took(cell: Int, seconds: Double)
        /// Wall-clock seconds that a stage took, as the experiment says.
        case timed(stage: String, seconds: Double)
        case finished

        /// The event with what it shows cut to what a page can carry: a journal may be anyone's.
        fileprivate var withinBounds: Event {
            if case .showed(let exhibit, let line, let place) = self {
                return .showed(exhibit.withinBounds, line: line, place: place)
            }
            return self
        }

        /// Whether it says something that the next run may say otherwise: how long things took and what was under way.
        var isPassing: Bool {
            switch self {
            case .took, .timed, .progressed: true
            default: false
            }
        }
    }

    private(set) var events: [Event] = []
    private var pending = Data()

    /// Takes in more of the file.
    ///
    /// A line without its end is kept until the rest comes: a child that was killed while writing leaves one behind.
    /// - Parameter data: what follows on what was taken in before.
    /// - Returns: the events that are new.
    mutating func take(_ data: Data) -> [Event] {
        // Only what is new is searched: a line may come in very many pieces.
        guard let end = data.lastIndex(of: UInt8(ascii: "\n")) else {
            pending.append(data)
            return []
        }
        // A line that is no event was not written by us (an experiment can write where it likes): it is passed over.
        let fresh = (pending + data[..<end]).split(separator: UInt8(ascii: "\n")).compactMap {
            (try? Event(publishedJSON: Data($0)))?.withinBounds
        }
        pending = Data(data[data.index(after: end)...])
        events += fresh
        return fresh
    }

    /// One line of the file, with its end.
    static func line(_ event: Event) throws -> Data {
        try event.compactJSON
    }
}
