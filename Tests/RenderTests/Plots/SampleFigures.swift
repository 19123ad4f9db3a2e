import Foundation
import Render

/// Figures like those of a report, for tests and for looking at.
enum SampleFigures {
    /// Six training runs that fall from 1 to very different floors; the third one wins.
    static var trainingCurves: Plot {
        let colours = Palette.states(3)
        let lines = (0..<6).map { run -> Plot.Mark in
            let steps = run == 2 ? 900 : 2000
            let points = stride(from: 0, through: steps, by: 20).map { step -> Point in
                let time = Double(step) / 2000
                let floor = pow(10.0, [-2.2, -2.3, -7, -1, -2.25, -4][run])
                let noise = 1 + 0.25 * sin(Double(step * (run + 3)) / 31)
                return Point(Double(step), (floor + exp(-time * Double(8 + run * 4))) * noise)
            }
            let isWinner = run == 2
            return .line(
                points, colour: isWinner ? colours[0] : .quiet, label: isWinner ? "hidden 2, winner" : "hidden \(run + 1)",
                width: isWinner ? 2.5 : 1.25)
        }
        return Plot(x: Axis("optimiser steps"), y: Axis("mean loss, log scale", scale: .log), marks: lines)
    }

    /// Four clusters on a skew lattice.
    static var lattice: Plot {
        let colours = Palette.states(4)
        let (u, v, origin) = (Point(1.9, 0.5), Point(-0.6, 1.4), Point(-0.8, -0.9))
        let clouds = (0..<4).map { state -> Plot.Mark in
            let (i, j) = (Double(state % 2), Double(state / 2))
            let centre = Point(origin.x + i * u.x + j * v.x, origin.y + i * u.y + j * v.y)
            let points = (0..<60).map { k -> Point in
                let angle = Double(k) * 2.399963
                let radius = 0.02 * Double(k).squareRoot()
                return Point(centre.x + radius * cos(angle), centre.y + radius * sin(angle))
            }
            return .points(points, colour: colours[state], label: "state \(state)")
        }
        return Plot(
            size: Size(520, 460), x: Axis("hidden unit 1"), y: Axis("hidden unit 2"), hasEqualAspect: true,
            marks: [.lattice(origin: origin, u: u, v: v)] + clouds)
    }

    /// A one-dimensional lattice, in units of its step.
    static var histogram: Plot {
        let colours = Palette.states(5)
        let counts = [812.0, 1650, 1702, 790, 46]
        let bars = counts.enumerated().map { k, count -> Plot.Mark in
            .bars(
                (-3...3).map { Point(Double(k) + Double($0) * 0.02, count * exp(-Double($0 * $0) / 3)) }, width: 0.02,
                colour: colours[k])
        }
        return Plot(
            size: Size(560, 300), x: Axis("(hidden state − offset) / step", hasIntegerTicks: true),
            y: Axis("positions in the test set"),
            marks: [.lattice(origin: Point(0, 0), u: Point(1, 0))] + bars)
    }

    static var weights: HeatMapGrid {
        let units = ["h₁", "h₂", "h₃"]
        return HeatMapGrid([
            HeatMap(
                [[0.734, -1.213, 0.018], [2.5, 0.0007, -0.31], [-0.92, 1.1, 3.04]], rowLabels: units, columnLabels: units,
                title: "W_h before"),
            HeatMap([[1, 0, 0], [0, -1, 1], [0, 0, 1]], rowLabels: units, columnLabels: units, title: "W_h after"),
            HeatMap(
                [[0.31, -0.4], [1.7, 0.2], [-0.6, -0.01]], rowLabels: units, columnLabels: ["x₁", "x₂"], title: "W_x before"),
            HeatMap([[1, 1], [0, 0], [-2, 0]], rowLabels: units, columnLabels: ["x₁", "x₂"], title: "W_x after"),
            HeatMap([[0.5], [12.25], [-3]], rowLabels: units, columnLabels: ["bias"], title: "b"),
        ])
    }

    static var transitions: HeatMap {
        let size = 60
        let values = (0..<size).map { row in
            (0..<size).map { column in (row * 7 + 3) % size == column ? 1.0 : row == column ? -0.5 : 0 }
        }
        let names = (0..<size).map { "q\($0)" }
        return HeatMap(values, rowLabels: names, columnLabels: names, title: "Transitions")
    }

    static var panels: Panels {
        func panel(_ k: Int) -> Plot {
            Plot(
                size: Size(280, 220), x: Axis("symbol"), y: Axis("value of hidden unit \(k)"),
                marks: [
                    .horizontalRule(y: 0.5, label: "threshold"),
                    .verticalRule(x: 12, label: "end of input"),
                    .line((0..<20).map { Point(Double($0), sin(Double($0 * k) / 3)) }, colour: Palette.okabeIto[k]),
                    .arrow(from: Point(2, -0.5), to: Point(6, 0.2), label: "carry"),
                    .text("note", at: Point(10, -0.8)),
                ])
        }
        return Panels((1...3).map(panel), titles: ["before", "after rounding", "after merging"])
    }

    /// Curves that all end at nearly the same place.
    static var crowdedEnds: Plot {
        let lines = (0..<8).map { k -> Plot.Mark in
            .line(
                (0...50).map { Point(Double($0) * 40, 1 - exp(-Double($0) / Double(5 + k))) }, colour: Palette.okabeIto[k],
                label: "candidate \(k)")
        }
        return Plot(x: Axis("optimiser steps"), y: Axis("accuracy", range: 0...1), marks: lines)
    }

    /// Many clusters close to one another, each with its name, and a hexagonal lattice.
    static var crowd: Plot {
        let colours = Palette.states(12)
        let (u, v) = (Point(1, 0), Point(0.5, 0.87))
        let clouds = (0..<12).map { state -> Plot.Mark in
            let (i, j) = (Double(state % 4), Double(state / 4))
            let centre = Point(i * u.x + j * v.x, i * u.y + j * v.y)
            let points = (0..<300).map { k -> Point in
                let radius = 0.006 * Double(k).squareRoot()
                return Point(centre.x + radius * cos(Double(k) * 2.4), centre.y + radius * sin(Double(k) * 2.4))
            }
            return .points(points, colour: colours[state], label: "\(state % 4) ones, \(state / 4) twos", radius: 2.5)
        }
        return Plot(
            size: Size(640, 480), x: Axis("hidden unit 1"), y: Axis("hidden unit 2"), hasEqualAspect: true,
            marks: [.lattice(origin: Point(0, 0), u: u, v: v)] + clouds)
    }

    /// Almost nothing, in several ways.
    static var few: Panels {
        func plot(_ marks: [Plot.Mark], _ y: Axis = Axis("mean loss")) -> Plot {
            Plot(size: Size(300, 200), x: Axis("optimiser steps"), y: y, marks: marks)
        }
        return Panels(
            [
                plot([]), plot([.points([Point(3, 4)], label: "one point")]),
                plot([.line([Point(0, 2), Point(10, 2)], label: "flat")]),
                plot([.line((0..<9).map { Point(Double($0) * 1e-7, Double($0) * 4e6) }, label: "steep")]),
                plot(
                    [.line((0..<9).map { Point(Double($0), pow(10, -Double($0) * 2)) })],
                    Axis("mean loss, log scale", scale: .log)),
                plot(
                    [.bars([Point(0, 3), Point(1, 7), Point(2, 1)], width: 0.8, colour: Palette.okabeIto[0])], Axis("states")),
            ], titles: ["empty", "one point", "flat", "huge and tiny", "sixteen decades", "bars"], columns: 3)
    }
}
