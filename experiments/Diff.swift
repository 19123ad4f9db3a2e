//: # Two networks, compared
//: @hide
// `glassbox diff <report or network> <report or network>` runs this file with both as its first arguments, then how networks are read.
import Notebook
import Pipeline
import Reports

let comparison = try await SubjectComparison(
    Experiment.arguments, seed: Experiment.seed, jobs: Experiment.jobs)
try comparison.writeRecord()

Experiment.entitle(comparison.title, subtitle: comparison.subtitle)
Experiment.conclude(holds: comparison.isAlike, comparison.statement)
show(comparison.verdict, at: .lead)
show(comparison.sides, at: .lead)
/*:
 ## Where they part
 Both read the same words, letter by letter, and answer after each letter. A word on which they part is shown up to there: the shortest that is known.
 */
//: @hide
show(comparison.trace)
/*:
 ## How often
 Words that two machines answer otherwise are counted without listing them: run both side by side, and count how many words lead to each pair of
 states. Networks are asked, all words up to the length that can be afforded, and drawn ones beyond.
 */
//: @hide
if let curve = comparison.curve { show(curve) }
show(comparison.counts)
if let drawn = comparison.drawn { show(drawn) }
/*:
 ## What was read out of them
 A report reads a machine and a program out of a network, and checks claims about them. A program that is written otherwise may still do the same:
 what it does is told above.
 */
//: @hide
for exhibit in try comparison.inside { show(exhibit) }
