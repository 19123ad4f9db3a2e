//: # Recorded
//: What a vending machine does, from its log alone: no rule is known, and some of the log is wrong.
import Notebook
import Pipeline
import Reports

/*:
 The machine has four buttons: `coin`, `tea`, `coffee` and `refund`. For every session, what was pressed and what the machine did was
 written down, a line of `data/vending.jsonl` each:

 ```
 {"input": ["coin", "coin", "tea"], "output": ["credit 1", "credit 2", "tea"]}
 ```

 Nobody says what the rule is. In three sessions whoever kept the log made a mistake, and which three these are is not said either.
 */
let log = try Installation().experiments.appending(path: "data/vending.jsonl")
let subject = try await ReportSubject(log)
let result = try await subject.distilled(
    seed: Experiment.seed, jobs: Experiment.jobs, budget: nil, memory: Experiment.memory
) { stage, work in
    progress("\(stage.rawValue): \(work)", fraction: work.fraction)
}
let report = Report(result, of: subject)
if let data = report.data { show(data) }
if let rows = report.rows { show(rows) }
/*:
 ## The rule
 A network was trained on eight of ten sessions. Those that it contradicted when it did best on others were left out, and it trained on. Of all
 networks that explain the log the one with the shortest description was chosen: a state more costs more than an exception. This is what was read out of it.
 */
show(report.verdict)
show(report.program)
if let machine = report.machine { show(machine) }
/*:
 ## The mistakes
 If that is the rule, these lines are wrong.
 */
if let suspects = report.suspects { show(suspects) }
let lines = Set(result.data?.suspects.map(\.line) ?? []).sorted()
Experiment.conclude(
    holds: lines == [37, 44, 204] && result.allClaimsHold,
    "The log is explained but for lines \(lines.map(String.init).joined(separator: ", ")), which are those that were falsified")
/*:
 ## How do you know?
 Sessions that were kept back from training and choosing are the test. Beyond the log nothing is known of what is right, so that two claims
 are not made.
 */
show(report.claims)
