/// What a cell is called by its number: in the file of seconds, and in links to pages of earlier versions.
enum CellPlace {
    /// "cell-1" of the first. A journal may say any number.
    static func name(of number: Int) -> String { "cell-\(number &+ 1)" }
}
