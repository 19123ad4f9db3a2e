/// The beginnings of some words, each a node: the empty one is 0, the others are numbered as they were first met.
struct PrefixTree: Sendable {
    /// Integers in a letter.
    let width: Int
    /// The last letter of each node, flat; of the root zeros.
    private var letters: [Int]
    /// Of each node, the child that was met last, and the sibling met before it; -1 where there is none.
    private var child: [Int32] = [-1]
    private var sibling: [Int32] = [-1]
    /// How many children a node has.
    private var degree: [Int32] = [0]
    /// Children of the nodes that have many, which a walk along siblings would find too slowly.
    private var children: [Edge: Int32] = [:]

    private struct Edge: Hashable {
        let node: Int
        let letter: [Int]
    }

    /// Of more children of one node each is found by its letter.
    private static let few = 32

    static let root = 0

    init(width: Int) {
        self.width = width
        letters = Array(repeating: 0, count: width)
    }

    var count: Int { child.count }

    /// The node of a beginning and one letter more, which is the one at `start` of a flat word; nil where no word goes on so.
    ///
    /// - Complexity: O(1)
    func child(of node: Int, _ word: Span<Int>, at start: Int) -> Int? {
        guard degree[node] <= Self.few else { return children[edge(node, word, start)].map(Int.init) }
        var next = child[node]
        while next >= 0 {
            let place = Int(next) * width
            if (0..<width).allSatisfy({ letters[place + $0] == word[start + $0] }) { return Int(next) }
            next = sibling[Int(next)]
        }
        return nil
    }

    /// The same node, made where there is none.
    mutating func insert(after node: Int, _ word: Span<Int>, at start: Int) -> Int {
        if let known = child(of: node, word, at: start) { return known }
        for feature in 0..<width { letters.append(word[start + feature]) }
        child.append(-1)
        degree.append(0)
        sibling.append(child[node])
        child[node] = Int32(count - 1)
        degree[node] += 1
        if degree[node] == Self.few + 1 { noteChildren(of: node) }
        if degree[node] > Self.few + 1 { children[edge(node, word, start)] = Int32(count - 1) }
        return count - 1
    }

    private func edge(_ node: Int, _ word: Span<Int>, _ start: Int) -> Edge {
        Edge(node: node, letter: (0..<width).map { word[start + $0] })
    }

    private mutating func noteChildren(of node: Int) {
        var next = child[node]
        while next >= 0 {
            let place = Int(next) * width
            children[Edge(node: node, letter: Array(letters[place..<place + width]))] = next
            next = sibling[Int(next)]
        }
    }
}
