import Testing

@testable import Pipeline

@Suite("Linked groups")
struct LinkedGroupsTests {
    @Test("What is linked over others is one group; groups come in the order of their last members")
    func order() {
        let near: (Int, Int) -> Bool = { abs($0 - $1) <= 1 }
        #expect([1, 5, 2, 9, 6].groups(linkedBy: near) == [[1, 2], [9], [5, 6]])
        #expect([1, 3, 7, 2].groups(linkedBy: near) == [[7], [1, 3, 2]])
        #expect([Int]().groups(linkedBy: near).isEmpty)
    }
}
