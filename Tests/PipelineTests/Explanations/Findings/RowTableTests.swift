import Testing

@testable import Pipeline

@Suite("Functions known by examples")
struct RowTableTests {
    @Test("Each key once, in the order met, columns by value")
    func columns() {
        var table = RowTable()
        for (key, value) in [([1, 2], [3, 4]), ([5, 6], [7, 8]), ([1, 2], [3, 4])] { table.add(key, value) }
        #expect(table.keys == [[1, 2], [5, 6]] && table.columns == [[3, 7], [4, 8]] && table.contradiction == nil)
        #expect(RowTable().columns.isEmpty)
    }

    @Test("A key with two values is no function; the first such key is named")
    func contradiction() {
        var table = RowTable()
        for (key, value) in [([1], [0]), ([2], [0]), ([2], [1]), ([1], [5])] { table.add(key, value) }
        #expect(table.contradiction == [2])
    }
}
