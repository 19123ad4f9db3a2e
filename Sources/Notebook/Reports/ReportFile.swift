/// The names of the files in a report's folder.
enum ReportFile {
    static let program = "program.py"
    static let network = NetworkFile.name
    static let machine = "machine.dot"
    static let audit = "audit.json"
}
