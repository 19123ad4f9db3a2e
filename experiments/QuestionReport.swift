//: # The report of a network that answers questions
//: @hide
// `glassbox report <network>.safetensors` runs this file, where a separator between question and answer is described, with the file's path
// as its first argument, then how it is read.
import Notebook
import Pipeline
import Reports

let subject = try QuestionSubject(Experiment.arguments)
let report = try await subject.report(seed: Experiment.seed, jobs: Experiment.jobs) {
    progress("questions: \($0)", fraction: $0.fraction)
}
try report.writeFiles()

Experiment.entitle(subject.name, subtitle: report.subtitle)
Experiment.conclude(holds: report.isFormula, report.statement)
show(report.verdict, at: .lead)
show(report.program, at: .lead)
/*:
 ## How far it goes
 All short questions were asked, then longer ones: of a few letters all, of all letters drawn ones, and such as chance hardly ever draws, constant,
 periodic, sorted, or with one change.
 */
//: @hide
show(report.lengths)
if let exception = report.exception { show(exception) }
/*:
 ## Off the path
 The program says what comes next after any beginning of an answer, also after one that the network would not have begun with. Whether the network
 does the same there is another question than whether its answers are the program's.
 */
//: @hide
if let offPath = report.offPath { show(offPath) } else { show(.markdown("Answers are one letter: there is no path to leave.")) }
/*:
 ## How it was found
 */
//: @hide
show(report.search)
