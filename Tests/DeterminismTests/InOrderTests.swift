import Determinism
import Synchronization
import Testing

@Suite struct InOrderTests {
    @Test func valuesArePassedOnInOrderAsSoonAsTheyCan() throws {
        let taken = Mutex<[Int]>([])
        let ordered = InOrder<Int> { value in taken.withLock { $0.append(value) } }
        for (index, sofar) in [(2, []), (0, [0]), (3, [0]), (1, [0, 10, 20, 30]), (4, [0, 10, 20, 30, 40])] {
            try ordered.deliver(10 * index, at: index)
            #expect(taken.withLock(\.self) == sofar)
        }
    }
}
