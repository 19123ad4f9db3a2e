/*:
 # How long does a network stay right?
 Networks that never err at the length they were trained on may still err later. The program read out of such a network has been
 taken from what it does while it is right, and **goes on for ever**. This page follows both far beyond the training.
 */
import Notebook
import Pipeline
import Studies

let names = [
    "Binary_Addition", "Parity_All", "Add_Mod_5", "Add_Mod_7", "Div_3", "Div_7", "Evens_Counter", "Majority_0_1",
]
let seed = Experiment.seed
let networks = try await openedNetworks(Benchmark.firstTasks(named: names), seed: seed, jobs: Experiment.jobs)
/*:
 ## From once to a thousand times
 Each network is the simplest that made no error in training; where that one errs at up to ten times the length, and another was
 found that does not, it is the other. It and its program now answer the same fresh sequences, up to a thousand times as long.
 */
let study = try await Experiment.remember("study") {
    try await LengthStudy(networks, seed: seed, jobs: Experiment.jobs)
}
show(LengthCurves(study))
Experiment.picture(LengthCurves.file)
show(LengthTable(study))
Experiment.conclude(study.findings)
/*:
 ## Why they break
 What a network remembers is a point in its hidden space, and each thing it can remember has a place there. A step that is not
 exact moves the point a little off its place. If the next step brings it back, the error never grows. If not, errors add up
 until the point is nearer to another place, and from there on the network remembers something that never happened.
 */
show(DriftCurves(study))
/*:
 A network that counts can break in another way: where it has places only for the counts that it met in training, it has nowhere
 to go beyond the last of them. No distance is small there, however exact the steps.

 ## Why the programs do not
 A program's variables are integers. There is nothing between 3 and 4 for them to drift to, and Python's integers do not end. So it
 is enough that the program is the right one, and to find it, what the network did while it was right was enough.
 */
