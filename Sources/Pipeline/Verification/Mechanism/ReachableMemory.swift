/// Which program states are in range of a change.
struct ReachableMemory {
    let range: Interventions.ShiftRange
    /// The last position of the shortest visited prefix that leads to a state.
    private var earliest: [[Int]: Int] = [:]
    /// `[position][variable]`
    private var least: [[Int]]
    private var greatest: [[Int]]
    /// With fewer visits a state, the visited states are taken for a sample of all there are.
    private static let visitsPerState = 4

    init(_ visits: SideBySide) {
        least = Array(repeating: [], count: visits.inputs.length)
        greatest = least
        for visit in visits.visits {
            let time = visit.time
            earliest[visit.memory] = min(time, earliest[visit.memory] ?? time)
            if least[time].isEmpty { (least[time], greatest[time]) = (visit.memory, visit.memory) }
            least[time] = zip(least[time], visit.memory).map { min($0, $1) }
            greatest[time] = zip(greatest[time], visit.memory).map { max($0, $1) }
        }
        range = Self.visitsPerState * earliest.count <= visits.visits.count ? .visitedState : .seenValues
    }

    /// The position up to which `memory` may stand for what the prefix of `visit` led to; nil out of range.
    func position(of memory: [Int], after visit: SideBySide.Visit) -> Int? {
        switch range {
        case .visitedState: return earliest[memory].map { max($0, visit.time) }
        case .seenValues:
            let isSeen = memory.indices.allSatisfy {
                least[visit.time][$0]...greatest[visit.time][$0] ~= memory[$0]
            }
            return isSeen ? visit.time : nil
        }
    }
}
