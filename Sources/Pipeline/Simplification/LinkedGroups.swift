extension Sequence {
    /// The connected groups of elements, in the order of their last members.
    ///
    /// - Parameter isLinked: whether an element belongs together with one before it.
    /// - Returns: the groups, in each the elements in the order in which they joined.
    /// - Complexity: O(n²)
    func groups(linkedBy isLinked: (Element, Element) -> Bool) -> [[Element]] {
        var groups: [[Element]] = []
        for element in self {
            var (joined, apart): ([Element], [[Element]]) = ([], [])
            for group in groups {
                if group.contains(where: { isLinked(element, $0) }) { joined += group } else { apart.append(group) }
            }
            groups = apart + [joined + [element]]
        }
        return groups
    }
}
