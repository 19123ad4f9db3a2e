import Notebook
import Pipeline
import Render

/// The hidden states that a network visits, coloured by the state of its machine, with their lattice drawn over them.
///
/// ```swift
/// show(HiddenStates(of: simplified.network, lattice: lattice, machine: machine, provenance: origin))
/// ```
public struct HiddenStates: Showable {
    let network: any VectorNetwork
    let lattice: IntegerAutoencoder
    let machine: ExtractedMachine?
    let provenance: Provenance

    /// Half the side of the window that is drawn of a lattice with more points than can be told apart, in lattice steps.
    private static let windowReach = 8.0
    private static let mostDistinctPoints = 150
    /// Places of one machine state that are numbered one by one.
    private static let mostLabels = 6
    /// The states that are drawn.
    private let states: [[Double]]
    /// The code at the middle of the window; nil where all states are drawn.
    private let middle: [Int]?
    /// What they are seen along.
    private let projections: [StateProjection]

    public init(
        of network: some VectorNetwork, lattice: IntegerAutoencoder, machine: ExtractedMachine?, provenance: Provenance
    ) {
        self.network = network
        self.lattice = lattice
        self.machine = machine
        self.provenance = provenance
        let all = lattice.sample.states
        guard network.hiddenSize > 1, lattice.code.hasSteps, lattice.placeCount > Self.mostDistinctPoints else {
            (states, middle) = (all, nil)
            projections = StateProjection.best(for: all, code: lattice.code)
            return
        }
        let codes = all.map { lattice.code($0) }
        let middle = (0..<lattice.code.dimension).map { axis in codes.map { $0[axis] }.sorted()[codes.count / 2] }
        // Along the first two directions, those that are drawn.
        states = zip(all, codes).filter { _, code in
            zip(code, middle).prefix(2).allSatisfy { abs(Double($0) - Double($1)) <= Self.windowReach }
        }.map(\.0)
        self.middle = middle
        projections = StateProjection.best(for: states, code: lattice.code)
    }

    public var exhibit: Exhibit {
        get throws {
            let metadata = provenance.metadata(title: "Hidden states")
            let plots = projections.map { $0.names.y == nil ? histogram : scatter($0) }
            let data = plots.count == 1 ? try plots[0].png(metadata: metadata) : try Panels(plots).png(metadata: metadata)
            return Exhibit.png(data, file: "figures/states.png", alt: altText).captioned(caption)
        }
    }

    // MARK: - What is drawn

    /// Visited states by the state of the minimal Moore machine; one group where there is none.
    private var groups: [(name: String?, states: [[Double]], colour: Colour)] {
        guard let machine, let moore = machine.moore else { return [(nil, states, Palette.okabeIto[0])] }
        let colours = Palette.states(moore.stateCount)
        let numbers = machine.mooreStates(of: states, network)
        let strays = zip(states, numbers).filter { $1 == nil }.map(\.0)
        let known = moore.transitions.indices.flatMap { state in
            places(of: zip(states, numbers).filter { $1 == state }.map(\.0)).map {
                (isFew ? "\(state)" : nil, $0, colours[state])
            }
        }
        return ([(nil, strays, Colour.quiet)] + known).filter { !$0.1.isEmpty }
    }

    /// A state of the machine may lie in several places: each gets the number, unless there are many.
    private func places(of members: [[Double]]) -> [[[Double]]] {
        guard isFew else { return [members] }
        let places = Dictionary(grouping: members) { lattice.code($0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        return places.count <= Self.mostLabels ? places : [members]
    }

    private var moore: MooreMachine? { machine?.moore }

    private var isFew: Bool { moore.map { $0.stateCount <= 12 } ?? false }

    private func scatter(_ projection: StateProjection) -> Plot {
        let marks = groups.map {
            Plot.Mark.points($0.states.map { projection($0) }, colour: $0.colour, label: $0.name, radius: isFew ? 8 : 3.5)
        }
        return Plot(
            size: network.hiddenSize > 2 && !projection.isLattice ? Size(470, 420) : Size(560, 480),
            x: Axis(projection.names.x, hasIntegerTicks: projection.isLattice),
            y: Axis(projection.names.y ?? "", hasIntegerTicks: projection.isLattice), hasEqualAspect: !projection.isLattice,
            marks: grid(projection) + marks)
    }

    /// The lattice, where the plot's plane shows all of its directions.
    private func grid(_ projection: StateProjection) -> [Plot.Mark] {
        if projection.isLattice {
            let centre = middle.map { Point(Double($0[0]), Double($0[1])) } ?? Point(0, 0)
            return [.lattice(origin: centre, u: Point(1, 0), v: Point(0, 1))]
        }
        guard network.hiddenSize == 2, let basis = lattice.code.basis, let u = basis.first, let origin = lattice.code.origin
        else { return [] }
        let v = basis.count > 1 ? Point(basis[1][0], basis[1][1]) : nil
        let centre = middle.map { lattice.code.point($0) } ?? origin
        return [.lattice(origin: Point(centre[0], centre[1]), u: Point(u[0], u[1]), v: v)]
    }

    private var histogram: Plot {
        let isLattice = lattice.code.hasSteps
        func coordinate(_ state: [Double]) -> Double { lattice.code.coordinates(of: state)?.first ?? state[0] }
        let all = lattice.sample.states.map(coordinate)
        let width = isLattice ? 0.6 : max(1e-9, ((all.max() ?? 1) - (all.min() ?? 0)) / 60)
        let marks = groups.map { group -> Plot.Mark in
            var counts: [Double: Double] = [:]
            for state in group.states {
                let value = coordinate(state)
                counts[isLattice ? value.rounded() : (value / width).rounded() * width, default: 0] += 1
            }
            return .bars(counts.sorted { $0.key < $1.key }.map { Point($0.key, $0.value) }, width: width, colour: group.colour)
        }
        return Plot(
            size: Size(640, 300), x: Axis(isLattice ? "lattice coordinate z" : "hidden state h1", hasIntegerTicks: isLattice),
            y: Axis("states visited"), marks: marks)
    }

    // MARK: - What is said

    private var altText: String {
        let kind = network.hiddenSize == 1 ? "Histogram" : "Scatter plot"
        let colours = moore.map { "; colours are the \(Wording.count($0.stateCount, "state")) of its machine" } ?? ""
        return "\(kind) of the hidden states that the network visits; \(shape)\(colours)."
    }

    private var caption: String {
        let colours =
            moore.map { moore in
                let marks = isFew && network.hiddenSize > 1 ? "Colours and numbers" : "Colours"
                let isDrawn = MachineDiagram(moore, provenance: provenance).isReadable
                return
                    " \(marks) are the \(Wording.count(moore.stateCount, "state")) of \(isDrawn ? "the machine below" : "its machine")."
            } ?? ""
        return shape.prefix(1).uppercased() + shape.dropFirst() + "." + colours
    }

    /// What they are seen along, where that is less than all that there is.
    private var view: String {
        if projections.count > 1 { return ", seen along pairs of principal directions" }
        return projections[0].isLattice && lattice.code.dimension > 2 ? ", seen along two of its directions" : ""
    }

    /// What there is to see.
    private var shape: String {
        let states = Wording.count(lattice.sample.states.count)
        let distinct = lattice.placeCount
        if distinct == 1 { return "all \(states) states are one point, to within \(Wording.measure(lattice.code.residual))" }
        switch lattice.code.finder {
        case .clusters:
            let group = lattice.code.isTight ? "tight group" : "group"
            return
                "\(states) states in \(Wording.count(distinct, group))\(view), none further than "
                + "\(Wording.measure(lattice.code.residual)) from its centre"
        case .linear, .gcd:
            let window = middle != nil ? "; this is the part around the middle of them" : ""
            return
                "\(states) states fall on \(Wording.count(distinct, "point")) of a \(lattice.code.dimension)-dimensional integer lattice\(view), "
                + "none further than \(Wording.measure(lattice.code.residual)) from its point\(window)"
        }
    }
}

extension StateCode {
    /// Whether it is a lattice of more than one point.
    fileprivate var hasSteps: Bool { basis.map { !$0.isEmpty } ?? false }
}
