/*:
 # All sixty-two tasks
 The tasks of the paper that began this, *Opening the AI black box: program synthesis via mechanistic interpretability*
 ([arXiv 2402.05110](https://arxiv.org/abs/2402.05110)), range from copying a number to long division. For each, a network is
 trained, opened, and its algorithm written as a program. **How many are solved, how, and what does not hold?**
 */
import Notebook
import Pipeline
import Studies

let survey = try await BenchmarkSurvey(seed: Experiment.seed, jobs: Experiment.jobs)
/*:
 ## The score
 A task counts as solved here if a program was read out of a network, and that program makes no error at the trained length:
 on fresh sequences, and on all there are where they can be enumerated. The other systems are counted as their authors count.
 */
show(SolvedBars(survey))
Experiment.picture(SolvedBars.file)
Experiment.conclude(survey.findings)
/*:
 ## By which route
 A route proposes what the network's state is: the last inputs, a remainder, a linear system … All routes that fit compete, and
 the program that is cheapest to read wins. *Mechanistic* programs are more than a description of behaviour: their variables can be
 read from the hidden state, and hidden states that they take for one are one to the network.
 */
show(RouteTable(survey))
/*:
 ## What does not hold
 A program that is right is not yet the network's own. And a network that is right at its trained length may err later. Every
 such case is listed.
 */
show(WeakPoints(survey))
/*:
 ## How long the programs are
 Do tasks that fewer systems solve take longer programs? Each program's loop is counted in nodes of Python's syntax, most of
 what the routes compete by.
 */
show(ProgramSizes(survey))
/*:
 ## Where the time goes
 */
show(StageSeconds(survey))
