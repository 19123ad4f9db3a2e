//: # Shortcut
//: Two networks divide by three. Both give the answers of long division; one of them does something else.
import Notebook
import Pipeline
import Reports

/*:
 A recurrent network (a GRU) and a transformer were trained in PyTorch on the same task: binary numbers are read from the front, and after every digit
 the digit of the quotient by three is answered (`python/fixtures`, `div_3`). On all words of up to ten digits both are right. Do they do the same?
 */
func dissected(_ name: String) async throws -> (report: Report, result: Distillation) {
    let file = try Installation().experiments.appending(path: "data/\(name).safetensors")
    let subject = try await ReportSubject(file)
    let result = try await subject.distilled(
        seed: Experiment.seed, jobs: Experiment.jobs, budget: nil, memory: Experiment.memory
    ) { stage, work in
        progress("\(name), \(stage.rawValue): \(work)", fraction: work.fraction)
    }
    return (Report(result, of: subject), result)
}
let recurrent = try await dissected("division_gru")
let transformer = try await dissected("division_transformer")
/*:
 ## What they answer
 Each is asked all words of up to ten digits, and a program is read from its answers. From the recurrent one:
 */
show(recurrent.report.program)
//: And from the transformer:
show(transformer.report.program)
/*:
 ## How they do it
 The recurrent network keeps the remainder in its hidden state: a probe reads it there, and where it is changed the answers change with it. These
 are the claims *grounded* and *causal* of its report.
 */
show(recurrent.report.claims)
/*:
 The transformer keeps nothing. Every answer is computed anew of all digits so far, so that it cannot divide digit by digit. Its residual stream
 was shifted, site by site, by what a value of the remainder makes there, and by what values of rivals make.
 */
for exhibit in try transformer.report.howItComputes { show(exhibit) }
/*:
 Two leaves the remainder minus one by three, four leaves one, eight minus one again: the number and the difference of two counts, of the ones at every
 other place and of those between, leave the same remainder. So counting is enough, and averages are what attention is good at.
 */
//: ## One digit more
//: Training never showed an eleventh digit. The recurrent network goes on as before, or nearly:
show(recurrent.report.departures)
//: To the transformer the eleventh place is one that it has never seen. What it adds there is noise:
show(transformer.report.departures)
let brief = transformer.report.howItComputesInBrief ?? ""
let isSame = recurrent.result.program?.heart == transformer.result.program?.heart
Experiment.conclude(
    holds: isSame && recurrent.result.evidence == .mechanistic && brief.contains("counts of 1"),
    isSame
        ? "Both give the answers of one program; the transformer computes them of two counts"
        : "Their programs differ; the transformer computes its answers of two counts")
