/*:
 # Beyond the benchmark
 Sixty-two tasks that everyone knows can be learned by heart, by the authors of a method too. So
 this study draws tasks that nobody has chosen, from six families, adds ordinary rules with drawn
 parameters, and judges each program that comes out by the task's own definition.
 */
import Notebook
import Pipeline
import Studies

let plan = try GeneralityPlan(arguments: Experiment.arguments)
let budget = Experiment.budget ?? GeneralityPlan.defaultBudget
let study = try GeneralityStudy(
    plan, seed: Experiment.seed, jobs: Experiment.jobs, budget: budget.duration)
/*:
 ## How it is done
 A task is drawn as a program of a few lines, as the table of a machine, or as a rule with its
 parameters, and turned into examples. From there the pipeline sees examples only: it trains the simplest network it can,
 opens it, reads out a state machine, and writes the program that it finds inside.

 Three things are then asked, none of which the pipeline could look up:

 - **Is it solved?** The program is run by a real Python on fresh sequences from a seed of their
   own. One error anywhere, and a claimed program counts as *wrong*, which is worse than unsolved.
 - **Is it a formula?** A state table that is right is an answer too, and often the only one: a
   machine of many states drawn at random has no other.
 - **Is the machine exact?** Where the truth is a small finite machine, the one found in the
   network must equal it on inputs of every length, not only of those tried: the product automaton
   decides.

 Tasks are not picked over. What is left out before training is only what would be no test:
 outputs that are nearly always the same, that grow beyond a few hundred (or, on sequences ten times
 as long, beyond all that a network can compute), or that need no memory.
 Sizes come in turn, so that the largest are there too; the rest is chance. Each network has a
 fixed time to be trained in.

 ## Mealy machines
 Two to twelve states, two to four letters, every transition and every output uniform, kept only
 if no smaller machine does the same. There is nothing to understand in them: the right answer is
 a table, and the question is whether every state was found.
 */
//: @hide
let mealy = try await study.judged(.mealy) { progress($0, fraction: $1) }
show(FamilyTable(mealy))
if let failures = FailureList(mealy) { show(failures) }
/*:
 ## Modular-affine machines
 The next state is a·s + b·x + c modulo 2 to 9. It is what adding, dividing and checksums have in
 common; the output is the state, what was carried out of it, or whether it is zero. The machine
 is easy to have. The formula is not, as a network numbers its states as it likes.
 */
//: @hide
let modular = try await study.judged(.modular) { progress($0, fraction: $1) }
show(FamilyTable(modular))
if let failures = FailureList(modular) { show(failures) }
/*:
 ## Windows of inputs
 A random formula of the last two, three or four inputs, each of which matters: sums, differences,
 extremes, remainders, comparisons, over small alphabets and over ten or eleven numbers. What has
 to be found out is how far back to look.
 */
//: @hide
let window = try await study.judged(.window) { progress($0, fraction: $1) }
show(FamilyTable(window))
if let failures = FailureList(window) { show(failures) }
/*:
 ## Linear systems
 Integer systems of order one to four: rotations, integrators, recurrences and mixtures of them, as
 random matrices give them. They have no finite machine. The network finds one of endlessly many
 coordinate systems, the program should be in a plain one.
 */
//: @hide
let linear = try await study.judged(.linear) { progress($0, fraction: $1) }
show(FamilyTable(linear))
if let failures = FailureList(linear) { show(failures) }
/*:
 ## Commutative counters
 Each letter moves one, two or three counts by −1, 0, 1 or 2, and the order of the letters does
 not matter. The output is a count, a comparison of counts, or which of them is greatest.
 */
//: @hide
let counter = try await study.judged(.counter) { progress($0, fraction: $1) }
show(FamilyTable(counter))
if let failures = FailureList(counter) { show(failures) }
/*:
 ## Piecewise-linear updates
 One number that is kept, bounded, reflected or reset by min, max and abs: running extremes,
 saturating sums, alarms.
 */
//: @hide
let piecewise = try await study.judged(.piecewise) { progress($0, fraction: $1) }
show(FamilyTable(piecewise))
if let failures = FailureList(piecewise) { show(failures) }
/*:
 ## Ordinary rules
 What people would ask for: regular languages, runs, extremes, counters with bounds, controllers,
 checksums, codes and ciphers, arithmetic digit by digit, recurrences, two streams at once,
 protocols. The kinds were chosen; which rules come, and their words, letters, bounds and moduli,
 are drawn. A rule is a function and no program, so a description stands for it here, and some
 read two numbers at a position or answer two. There are three times as many of them as of other
 tasks, as they are of so many kinds. Where uniform letters would hardly ever hold what a rule asks
 for, such as a password, three letters in four are those that lead there.
 */
//: @hide
let ordinary = try await study.judged(.ordinary) { progress($0, fraction: $1) }
show(FamilyTable(ordinary))
if let failures = FailureList(ordinary) { show(failures) }
/*:
 ## All of it
 */
//: @hide
let results = GeneralityResults(study, [mealy, modular, window, linear, counter, piecewise, ordinary])
let summary = GeneralitySummary(results)
Experiment.write(try results.json, to: GeneralityResults.file)
show(summary, at: .lead)
show(OutcomeBars(results), at: .lead)
Experiment.picture(OutcomeBars.file)
show(TallyTable(results))
show(SecondsPoints(results))
Experiment.conclude(summary.findings)
/*:
 ## What the figures say, and what they do not
 A family's rate is that of this one draw of so many tasks: with twenty, a rate of nine in ten may
 as well be eight or all ten. That of the ordinary rules is of rules that we thought of; others
 will think of others. The rates say nothing about tasks that a small network cannot learn in
 the time that it had, which are counted as unsolved and not left out. And a program is judged by
 sequences as long as those that the network was trained on; that it also goes on rightly after
 them is shown only where its own machine, the column *program's machine*, is exact.
 */
