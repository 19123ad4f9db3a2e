/*:
 # Does every network find the same algorithm?
 A network that learns a task begins with random weights. **Does it matter which?** Here several networks are trained for each
 task, each from a seed of its own, and the programs that were read out of them are compared.
 */
import Notebook
import Pipeline
import Studies

let plan = try UniversalityPlan(arguments: Experiment.arguments)
let study = try await UniversalityStudy(plan, seed: Experiment.seed, jobs: Experiment.jobs)
show(UniversalitySummary(study), at: .lead)
/*:
 ## When are two algorithms the same?
 All of these networks answer alike, as they were trained to. So what they answer cannot tell them apart; what they *keep* on the
 way can. A network that keeps the last three bits is in one of eight states, one that counts the ones among them in one of four.

 Each program is followed letter by letter from its beginning: which values its variables can have, and where each letter leads
 from there. That gives a machine, the program's own, which is not minimal. Two programs count as **one algorithm** if their
 machines are the same but for the names of the states. Names of variables, their order and the coordinates that a network happens
 to keep a number in make no difference then. A machine that has no end, such as that of a sum, is followed for as many letters as
 a table of some thousand states allows.

 Programs of one algorithm may still be **worded** differently, `1 - s if x else s` or `(s + x) % 2`: their texts are counted
 apart.
 */
show(AlgorithmStrips(study))
Experiment.picture(AlgorithmStrips.file)
/*:
 ## Task by task
 */
show(SubjectTable(study))
/*:
 A program is *grounded* if its variables can be read from the network's hidden states, and *causal* if states that are exchanged
 or moved go on as the program says. Where both hold, the program is the network's own way; where one does not, it says what the
 network does, and perhaps not how.

 ## Where programs differ
 */
show(AlgorithmTable(study))
/*:
 ## Where networks differ
 One program does not make one network. Before a program is written, the states that the network keeps apart are merged where no
 answer tells them apart. How many there were, and how they lie in hidden space, on a lattice or in groups, is the network's own
 business, and chance has a say in it.
 */
show(RepresentationTable(study))
Experiment.write(try UniversalityResults(study).json, to: UniversalityResults.file)
Experiment.conclude(study.findings)
/*:
 ## What this does and does not say
 That programs agree shows that what the networks keep comes down to one program, not that the networks are alike: of all programs
 that fit, the shortest is kept, whatever the network looks like inside.

 Networks are the simplest that learned their task, of one kind and one way of training: others may find more. A network that
 others trained, a GRU say, stands in the row of the task that its program does. Where two programs have machines of different size
 the networks may have been read differently rather than be different: the shorter program that fits wins, and how short it is can
 hang by a hair. `universality.json`, beside this page, has every network with its program.
 */
