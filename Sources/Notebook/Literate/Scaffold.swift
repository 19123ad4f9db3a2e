import Foundation

/// The start of a new experiment: a small article that runs as it is.
public enum Scaffold {
    /// Writes `<folder>/<name>.swift`.
    ///
    /// - Parameters:
    ///   - name: letters and digits, beginning with a letter: it becomes the name of the file and of the page's folder.
    ///   - folder: where experiments are kept; made if it is not there.
    /// - Returns: the file.
    /// - Throws: `Refusal` if the name will not do, or the file is there already.
    public static func write(_ name: String, in folder: URL) throws -> URL {
        guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]{0,63}/) != nil else {
            throw Refusal(
                .badInput,
                "“\(name)” will not do as the name of an experiment; expected up to 64 letters, digits and _, beginning with a "
                    + "letter, such as CountingNetworks")
        }
        let file = folder.appending(path: "\(name).swift")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text(title: title(name)).utf8).write(to: file, options: .withoutOverwriting)
        } catch {
            guard !FileManager.default.fileExists(atPath: file.path) else {
                throw Refusal(.badInput, "\(file.path) is there already; choose another name, or remove it first")
            }
            throw Refusal.unwritable("\(file.path) could not be written", error)
        }
        return file
    }

    /// "CountingNetworks" as "Counting networks".
    private static func title(_ name: String) -> String {
        let spaced = name.replacing("_", with: " ").replacing(/([a-z0-9])([A-Z])/) { "\($0.1) \($0.2.lowercased())" }
        return spaced.prefix(1).uppercased() + spaced.dropFirst()
    }

    private static func text(title: String) -> String {
        """
        /*:
         # \(title)
         What is the question, and why would someone else want to know the answer? Say it here, in a sentence or two.

         Prose is Markdown. The code between two pieces of prose is a *cell*; what it shows appears under it.
         */
        import Notebook

        let inputs = [1, 0, 1, 1]
        let sums = inputs.indices.map { inputs[...$0].reduce(0, +) }
        //: ## What comes out
        show(
            .table(header: ["position", "input", "sum so far"], rows: sums.indices.map { ["\\($0)", "\\(inputs[$0])", "\\(sums[$0])"] }),
            caption: "The sum grows by one wherever the input is one.")
        print("The last sum is", sums.last ?? 0)
        //: ## Does it hold?
        //: State what you found. A claim that does not hold makes the command end with status 1.
        let isMonotone = zip(sums, sums.dropFirst()).allSatisfy(<=)
        Experiment.conclude(holds: isMonotone, "The sums never fall")
        show(.callout(isMonotone ? .holds : .fails, title: "The sums never fall", text: "Checked at every position."))

        """
    }
}
