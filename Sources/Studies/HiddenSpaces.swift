import Notebook
import Pipeline
import Render
import Reports

/// The hidden spaces of many networks as small multiples: the states they visit, coloured by the state of their machine, over the
/// lattice that was found.
///
/// ```swift
/// let spaces = HiddenSpaces(networks, file: "spaces", seed: Experiment.seed)
/// show(spaces, caption: "Colours are states of the machine, where it is finite.")
/// Experiment.picture(spaces.path)
/// ```
public struct HiddenSpaces: Showable {
    let networks: [OpenedNetwork]
    let file: String
    let seed: UInt64
    /// Points of one panel: more cannot be told apart.
    private static let mostPoints = 1500
    /// Half the side of the window on a lattice of many points, in lattice steps.
    private static let reach = 6.0

    /// - Parameters:
    ///   - networks: what is shown, row by row.
    ///   - file: the figure's name, without folder and ending.
    ///   - seed: what the networks were trained with.
    public init(_ networks: [OpenedNetwork], file: String, seed: UInt64) {
        self.networks = networks
        self.file = file
        self.seed = seed
    }

    /// Where the figure is kept, beside the page.
    public var path: String { "figures/\(file).png" }

    public var exhibit: Exhibit {
        get throws {
            let panels = Panels(networks.map(plot), titles: networks.map { "\($0.task.title): \(kind($0))" }, columns: 3)
            let origin = Provenance(name: networks.map(\.task.name).joined(separator: " "), seed: seed)
            let png = try panels.png(metadata: origin.metadata(title: "Hidden spaces"))
            let words = networks.map { "\($0.task.title), \(kind($0))" }.joined(separator: "; ")
            return .png(png, file: path, alt: "Hidden states of \(networks.count) networks. \(words).")
        }
    }

    /// "a line of 2 places", "9 groups".
    private func kind(_ opened: OpenedNetwork) -> String {
        guard let lattice = opened.lattice else { return "no code" }
        guard let basis = lattice.code.basis else { return Wording.count(lattice.placeCount, "group") }
        return "\(Wording.count(lattice.placeCount, "point")), \(basis.count)-D"
    }

    // MARK: - A panel

    private func plot(_ opened: OpenedNetwork) -> Plot {
        let states = opened.network.run(opened.task.sample(256, for: .measuring, seed: seed)).everyState
        let spread = Array(states.prefix(Self.mostPoints))
        let axes = axes(opened)
        let size = Size(320, 270)
        guard opened.network.hiddenSize > 1 else {
            return Plot(
                size: size, x: Axis(axes.x), y: Axis("states visited"), marks: bars(groups(opened, states), opened))
        }
        let window = window(opened, spread)
        let marks = groups(opened, spread).map { group in
            Plot.Mark.points(group.states.map { place($0, opened) }.filter(window), colour: group.colour, radius: 3.5)
        }
        return Plot(
            size: size, x: Axis(axes.x), y: Axis(axes.y), hasEqualAspect: true,
            marks: [grid(opened, spread)].compactMap(\.self) + marks)
    }

    /// States by the state of the machine; one group where there is none, or too many to have colours of their own.
    private func groups(_ opened: OpenedNetwork, _ states: [[Double]]) -> [(states: [[Double]], colour: Colour)] {
        guard let machine = opened.machine, let moore = machine.moore else { return [(states, Palette.okabeIto[0])] }
        let colours = Palette.states(moore.stateCount)
        let numbers = machine.mooreStates(of: states, opened.network)
        let known = Dictionary(grouping: zip(states, numbers).filter { $1 != nil }) { $1 ?? 0 }.sorted { $0.key < $1.key }
        return [(zip(states, numbers).filter { $1 == nil }.map(\.0), .quiet)] + known.map { ($1.map(\.0), colours[$0]) }
    }

    /// A place a bar: its height is how often it is visited.
    private func bars(_ groups: [(states: [[Double]], colour: Colour)], _ opened: OpenedNetwork) -> [Plot.Mark] {
        let all = groups.flatMap(\.states).map { place($0, opened).x }
        let step = max(1e-9, ((all.max() ?? 1) - (all.min() ?? 0)) / 100)
        return groups.map { group in
            let counts = group.states.reduce(into: [Double: Int]()) { counts, state in
                counts[(place(state, opened).x / step).rounded() * step, default: 0] += 1
            }
            return .bars(
                counts.sorted { $0.key < $1.key }.map { Point($0.key, Double($0.value)) }, width: 1.4 * step,
                colour: group.colour)
        }
    }

    // MARK: - Coordinates

    /// Beyond two units the first two lattice coordinates are drawn, if there are any.
    private func usesLattice(_ opened: OpenedNetwork) -> Bool {
        opened.network.hiddenSize > 2 && (opened.lattice?.code.basis?.count ?? 0) > 1
    }

    private func place(_ state: [Double], _ opened: OpenedNetwork) -> Point {
        let coordinates = usesLattice(opened) ? opened.lattice?.code.coordinates(of: state) ?? state : state
        return Point(coordinates[0], coordinates.count > 1 ? coordinates[1] : 0)
    }

    private func axes(_ opened: OpenedNetwork) -> (x: String, y: String) {
        usesLattice(opened) ? ("lattice coordinate z1", "z2") : ("hidden state h1", "h2")
    }

    /// The lattice under the points, drawn around the middle of them.
    private func grid(_ opened: OpenedNetwork, _ states: [[Double]]) -> Plot.Mark? {
        guard let basis = basis(opened) else { return nil }
        return .lattice(origin: middle(opened, states), u: basis.u, v: basis.v)
    }

    private func basis(_ opened: OpenedNetwork) -> (u: Point, v: Point?)? {
        if usesLattice(opened) { return (Point(1, 0), Point(0, 1)) }
        guard let basis = opened.lattice?.code.basis, let first = basis.first, first.count == 2 else { return nil }
        return (Point(first[0], first[1]), basis.count > 1 ? Point(basis[1][0], basis[1][1]) : nil)
    }

    /// The place of the state in the middle of the visited ones, coordinate by coordinate of its code.
    private func middle(_ opened: OpenedNetwork, _ states: [[Double]]) -> Point {
        guard let code = opened.lattice?.code, code.basis != nil else { return Point(0, 0) }
        let codes = states.map { code($0) }
        let middle = (0..<code.dimension).map { axis in codes.map { $0[axis] }.sorted()[codes.count / 2] }
        return place(code.point(middle), opened)
    }

    /// Which points are drawn: of a lattice with very many those around the middle.
    private func window(_ opened: OpenedNetwork, _ states: [[Double]]) -> (Point) -> Bool {
        guard let basis = basis(opened), let code = opened.lattice?.code, Set(states.map { code($0) }).count > 150 else {
            return { _ in true }
        }
        let centre = middle(opened, states)
        let side = Self.reach * max(length(basis.u), basis.v.map(length) ?? 0)
        return { abs($0.x - centre.x) <= side && abs($0.y - centre.y) <= side }
    }

    private func length(_ vector: Point) -> Double { (vector.x * vector.x + vector.y * vector.y).squareRoot() }
}

extension NetworkRun {
    /// Every state, sequence by sequence.
    fileprivate var everyState: [[Double]] { (0..<count).flatMap { row in (0..<length).map { state(row, after: $0) } } }
}
