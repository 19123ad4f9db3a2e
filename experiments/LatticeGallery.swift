/*:
 # A gallery of hidden spaces
 A recurrent network's memory is a point that moves. Nobody tells the training where to put it. Still, where the task is about
 whole numbers, the points that a network visits are as regular as a crystal, or sit in **a handful of tight groups**. These are
 the hidden spaces of networks, each trained for a task of its own.
 */
import Notebook
import Pipeline
import Studies

let seed = Experiment.seed
/*:
 ## On a line
 One hidden unit, and a bar for each place that is visited. A parity needs two places. A running minimum needs one for
 each number there is, and a sum has as many as it has values: all of them evenly spaced, though the spacing is the
 network's own choice.
 */
let line = try await openedNetworks(
    Benchmark.firstTasks(named: ["Parity_All", "Min_Seen", "Sum_All"]), seed: seed,
    jobs: Experiment.jobs)
show(
    HiddenSpaces(line, file: "line", seed: seed),
    caption: "Bars are places on a line, as high as they are often visited.")
/*:
 ## On a lattice
 Two numbers to be kept make a plane. Each whole-number combination of two directions is a state, in the coordinates that
 simplification chose. The two arrows are those directions, found from the points alone.
 */
let plane = try await openedNetworks(
    Benchmark.firstTasks(named: [
        "Binary_Addition", "Base_5_Addition", "Diff_Last2", "Sum_Last2", "Newton_Freebody",
        "Abs_Diff",
    ]),
    seed: seed, jobs: Experiment.jobs)
let grids = HiddenSpaces(plane, file: "plane", seed: seed)
show(grids, caption: "Points on grids. Colours are states of the machine, where it is finite.")
/*:
 ## In groups
 Where only a few things need to be told apart and their order has no meaning, there is no grid. The network puts
 its states into groups instead, wherever there is room.
 */
let groups = try await openedNetworks(
    Benchmark.firstTasks(named: ["Add_Mod_5", "Parity_Last3", "Div_5"]), seed: seed,
    jobs: Experiment.jobs)
show(
    HiddenSpaces(groups, file: "groups", seed: seed),
    caption: "Groups instead of a grid. Each colour is a state of the machine that was read from them.")
Experiment.picture(grids.path)
/*:
 ## How tight is tight?
 A place is only a place if the points on it are much nearer to each other than to the next one.
 */
let all = line + plane + groups
let tightness = TightnessTable(all)
show(
    tightness,
    caption: "How far states are from their places, against how far these are apart. \(tightness.finding)")
