extension Collection<[Int]> {
    /// The letters of a sequence as `program.py` takes them for arguments: "1 0 1", or "1,0 0,1" where a letter holds several
    /// integers.
    public var spelled: String { map(\.spelled).joined(separator: " ") }
}

extension [Int] {
    /// A letter, or an output, as an argument of `program.py`: its integers with commas between them.
    public var spelled: String { map(String.init).joined(separator: ",") }
}
