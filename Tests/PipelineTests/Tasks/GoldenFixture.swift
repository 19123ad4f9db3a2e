import Foundation
import Testing

@testable import Pipeline

/// The benchmark's exact input/output pairs, and the shape of each task, as its authors' reference gives them.
enum GoldenFixture {
    struct Pair {
        let inputs: [[Int]]
        let outputs: [[Int]]
    }

    struct Shape: Equatable {
        let name: String
        let inputRange: Range<Int>
        let inputWidth: Int
        let outputWidth: Int
        let length: Int
    }

    static func pairs() throws -> [String: [Pair]] {
        let object = try JSONSerialization.jsonObject(with: try data("golden.json"))
        let tasks = try #require(object as? [String: [[String: [Any]]]])
        return try tasks.mapValues { pairs in
            try pairs.map { pair in
                Pair(inputs: try letters(try #require(pair["x"])), outputs: try letters(try #require(pair["y"])))
            }
        }
    }

    static func shapes() throws -> [Shape] {
        String(decoding: try data("tasks.csv"), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().compactMap {
            line in
            let fields = line.split(separator: ",").prefix(6)
            let numbers = fields.dropFirst().compactMap { Int($0) }
            guard let name = fields.first, numbers.count == 5 else { return nil }
            return Shape(
                name: String(name), inputRange: numbers[0]..<numbers[1], inputWidth: numbers[2], outputWidth: numbers[3],
                length: numbers[4])
        }
    }

    /// Whether MIPS, GPT-4 and MIPS with regression solve each task, by its name.
    static func published() throws -> [String: [Bool]] {
        let lines = String(decoding: try data("tasks.csv"), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
        return Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let fields = line.split(separator: ",")
                return (String(fields[0]), fields[6..<9].map { $0 == "1" })
            })
    }

    private static func data(_ name: String) throws -> Data {
        try Data(contentsOf: try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil)))
    }

    /// Positions of one feature are plain numbers, positions of more are lists.
    private static func letters(_ values: [Any]) throws -> [[Int]] {
        try values.map { value in
            if let number = value as? Int { return [number] }
            return try #require(value as? [Int])
        }
    }
}
