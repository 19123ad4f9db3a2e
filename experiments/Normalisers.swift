/*:
 # What is simplification good for?
 Before a network is read it is rewritten, by several normalisers: changes of coordinates that change no output, and roundings
 that are kept only if the answers stay right. Each was added because it seemed to help. **Does it?** Here each is left out in
 turn.
 */
import Notebook
import Pipeline
import Studies

let names = [
    "Binary_Addition", "Base_3_Addition", "Base_6_Addition", "Bitwise_Xor",
    "Parity_Last2", "Parity_Last3", "Parity_All", "Sum_All", "Sum_Last2",
    "Sum_Last3", "Sum_Last5", "Prev2", "Prev4", "Diff_Last2", "Abs_Diff",
    "Diff_Abs_Values", "Min_Seen", "Max_Seen", "Majority_0_1",
    "Balanced_Parenthesis", "Alternating_Last3", "Bit_Dot_Prod_Mod2", "Div_3",
    "Add_Mod_3", "Newton_Freebody", "Newton_Spring", "Newton_Magnetic",
]
/*:
 ## How it is done
 Each network is trained once, and then opened again without one of the normalisers: simplified, its states read, its machine
 found, its program written. It counts as solved if that program is a formula that makes no error on fresh sequences. A
 normaliser whose step was undone anyway, or that found nothing to do, makes no difference by its nature.

 The tasks are some of the benchmark's, chosen to have every kind of network among them and to be trained within a minute or
 two.
 */
let ablation = try await NormaliserAblation(
    Benchmark.firstTasks(named: names), seed: Experiment.seed, jobs: Experiment.jobs)
show(AblationTable(ablation))
/*:
 ## Which programs change
 */
show(ChangedPrograms(ablation))
Experiment.conclude(ablation.findings)
