/// A published system with the benchmark's tasks that it solves, as published.
public struct PublishedSystem: Sendable, Equatable {
    public let name: String
    public let year: Int
    /// What counts as solved there, in a sentence.
    public let criterion: String
    /// Where the numbers are from.
    public let source: String
    /// Names of tasks.
    public let solved: Set<String>

    fileprivate init(_ name: String, _ year: Int, criterion: String, source: String, solved: String) {
        self.name = name
        self.year = year
        self.criterion = criterion
        self.source = source
        self.solved = Set(solved.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}

extension Benchmark {
    /// The systems that results on all of `tasks` are published for, by year and then by number of tasks solved.
    public static let publishedSystems = [
        PublishedSystem(
            "GPT-4", 2024, criterion: "A program in three tries from ten examples; no network is opened.",
            source: "arXiv 2402.05110",
            solved: """
                Base_6_Addition Bitwise_Xor Bitwise_Or Bitwise_And Bitwise_Not Parity_Last2 Sum_All Sum_Last4
                Sum_Last5 Sum_Last6 Sum_Last7 Current_Number Prev1 Prev2 Prev3 Prev4 Prev5 Abs_Current
                Diff_Abs_Values Min_Seen Max_Seen Majority_0_1 Evens_Detector Bit_Palindrome Parity_Bits_Mod2
                Alternating_Last4 Bit_Shift_Right Div_3 Add_Mod_3 Dithering
                """),
        PublishedSystem(
            "MIPS", 2024, criterion: "A program read out of a network that was trained for the task.",
            source: "arXiv 2402.05110",
            solved: """
                Binary_Addition Bitwise_Xor Bitwise_Or Bitwise_And Bitwise_Not Parity_Last2 Parity_Last3
                Parity_All Parity_Zeros Sum_All Sum_Last2 Sum_Last3 Sum_Last4 Sum_Last5 Sum_Last6 Sum_Last7
                Current_Number Prev1 Prev2 Prev3 Prev4 Prev5 Previous_Equals_Current Diff_Last2 Abs_Diff
                Abs_Current Bit_Shift_Right Bit_Dot_Prod_Mod2 Add_Mod_3 Newton_Freebody Newton_Gravity
                Newton_Spring
                """),
        PublishedSystem(
            "MIPS + regression", 2026,
            criterion:
                "Evolved symbolic regression on MIPS’s networks; eleven tasks by exact relations only, without a program that was checked.",
            source: "MIPS’s tasks and networks, arXiv 2402.05110",
            solved: """
                Binary_Addition Base_3_Addition Base_4_Addition Base_5_Addition Base_6_Addition Base_7_Addition
                Bitwise_Xor Bitwise_Or Bitwise_And Bitwise_Not Parity_Last2 Parity_Last3 Parity_Last4 Parity_All
                Parity_Zeros Sum_All Sum_Last2 Sum_Last3 Sum_Last4 Sum_Last5 Sum_Last6 Sum_Last7 Current_Number
                Prev1 Prev2 Prev3 Prev4 Prev5 Previous_Equals_Current Diff_Last2 Abs_Diff Abs_Current Min_Seen
                Max_Seen Alternating_Last4 Bit_Shift_Right Bit_Dot_Prod_Mod2 Add_Mod_3 Newton_Freebody
                Newton_Gravity Newton_Spring
                """),
    ]
}
