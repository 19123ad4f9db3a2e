/*:
 # How many examples are enough?
 Somebody has labelled words and wants the rule. Learners that **merge states** are made for that: RPNI and EDSM find the machine
 in a blink once the words say enough. Here a network is trained on the same words instead, and its machine read out.
 Who needs fewer, and who bears **wrong labels**?
 */
import Notebook
import Pipeline
import Studies

let plan = try FromExamplesPlan(arguments: Experiment.arguments)
/*:
 ## How it is done
 Languages are Tomita's seven[^tomita] and ten machines of 3 to 8 states, drawn at random. Words are drawn as people would who want
 examples of both kinds: a coin says whether the next word is in the language, its length is from 1 to 16, and no word comes twice.
 Some languages have so few words that they are used up, such as the first of Tomita's, `1`, `11`, `111` and so on; the rest is not in the
 language then. The fewer words are the beginning of the more. With 3 % wrong labels, that many are turned round at random.

 One word in ten is kept back, the others are told to each learner: RPNI[^rpni] and EDSM[^edsm] are AALpy's; the network is trained on
 eight of ten and chosen by one. A machine counts as **exact** if it answers every word of every length like the language's own:
 the product automaton decides. The empty word is not asked. Nothing says how many states there are, or that labels are wrong.

 [^tomita]: Tomita, *Dynamic construction of finite-state automata from examples using hill-climbing*, 1982.
 [^rpni]: Oncina and García, *Inferring regular languages in polynomial updated time*, 1992.
 [^edsm]: Lang, Pearlmutter and Price, *Results of the Abbadingo One DFA learning competition*, 1998.
 */
//: @hide
if let note = plan.note { show(.markdown(note)) }
let study = try await FromExamplesStudy(
    plan, seed: Experiment.seed, jobs: Experiment.jobs, memory: Experiment.memory
) { progress($0, fraction: $1) }
Experiment.write(try study.json, to: FromExamplesStudy.file)
/*:
 ## What was found
 */
show(ExactCurves(study))
Experiment.picture(ExactCurves.file)
show(FromExamplesTable(study))
show(InexactTrials(study))
Experiment.conclude(study.findings)
/*:
 ## What the figures say, and what they do not
 A machine that merging finds agrees with every row, so one wrong label that it was told is enough for it not to be exact. That is no fault of
 RPNI and EDSM, which were never meant for wrong labels, and no more than a reason not to use them there. A network that contradicts some rows
 and takes fewer bits to tell, these included, is preferred here, and the rows are told as suspects.

 Each figure is of one draw of words. Merging takes a second where training takes half a minute.
 */
