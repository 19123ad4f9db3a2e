import Pipeline

/// The sections of a report's page. Where a run did not get far enough for one, it says so.
extension Report {
    public var verdict: Verdict { Verdict(result) }

    public var program: Exhibit {
        guard let program = result.program else { return missing("The program") }
        let arguments = result.task.sample(1, length: 3, for: .testing, seed: result.seed)[0]
            .map { $0.map(String.init).joined(separator: ",") }.joined(separator: " ")
        return Exhibit.code(program.function, language: "python").captioned(
            "The algorithm that the network runs. The whole file is [program.py](program.py); try "
                + "`python3 program.py \(arguments)`.")
    }

    public var examples: Exhibit {
        TaskExamples(result.task, seed: result.seed).exhibit
    }

    public var trainingStory: Exhibit {
        guard let trained = result.trained else {
            return .callout(.fails, title: "Not learned", text: result.failure?.reason ?? "")
        }
        let acceptance = trained.acceptance
        let cases = Wording.count(acceptance.sequences, "sequence")
        let tests = acceptance.source == .exhaustive ? "all \(cases) of length \(result.task.length)" : "\(cases) it had never seen"
        let polish = trained.polish.map {
            " A second-order finish in double precision then brought the root mean square error from "
                + "\(Wording.measure($0.residualBefore)) to \(Wording.measure($0.residualAfter))."
        }
        return .markdown(
            "The simplest success has **\(Wording.count(trained.network.hiddenSize, "hidden unit")) and "
                + "\(Wording.count(trained.network.parameterCount, "parameter"))** (\(trained.architecture)).\(polish ?? "") "
                + "It is right on \(tests); no output is further than \(Wording.measure(acceptance.margin)) from its integer, where ½ would be an error.")
    }

    public var trainingCurves: any Showable {
        guard result.candidates.contains(where: { $0.curve.count > 1 }) else { return missing("A training curve") }
        return TrainingCurves(result.candidates, kept: result.trained?.architecture, provenance: provenance)
    }

    public var search: Exhibit {
        .fold("Every network that was tried", [SearchTable(result.candidates).exhibit])
    }

    public var simplification: Exhibit {
        guard let simplified = result.simplified else { return missing("A simplified network") }
        return SimplificationTable(simplified).exhibit
    }

    public var weights: any Showable {
        guard let trained = result.trained, let simplified = result.simplified else { return Exhibit.row([]) }
        return WeightMatrices(trained.network, simplified, provenance: provenance)
    }

    public var hiddenStates: any Showable {
        guard let simplified = result.simplified, let lattice = result.lattice else { return missing("An integer code") }
        return HiddenStates(
            of: simplified.network, lattice: lattice, machine: try? result.machine?.get(), provenance: provenance)
    }

    public var lattice: Exhibit {
        guard let lattice = result.lattice else { return .row([]) }
        return LatticeTable(lattice).exhibit
    }

    public var machineStory: Exhibit {
        switch result.machine {
        case nil: return missing("A machine")
        case .failure(let error)?:
            return .callout(.neutral, word: "no machine", title: "The states are not a finite machine", text: error.reason + ".")
        case .success(let machine)?:
            return .markdown(
                "Exploring found \(Wording.count(machine.codes.count, "code")) of hidden states. On \(Wording.count(machine.observations)) "
                    + "observed transitions the table was contradicted \(machine.conflicts == 0 ? "never" : Wording.count(machine.conflicts) + " times"). "
                    + "The minimal machine has \(Wording.count(machine.moore.stateCount, "state")) if the output belongs to the state (Moore), "
                    + "\(machine.minimal.stateCount) if it belongs to the transition (Mealy).")
        }
    }

    public var machine: any Showable {
        guard case .success(let machine)? = result.machine else { return Exhibit.row([]) }
        return MachineDiagram(machine.moore, provenance: provenance)
    }

    public var routes: Exhibit {
        guard !result.tried.isEmpty else { return missing("An explanation") }
        return RoutesTable(result.tried, chosen: result.explanation?.route).exhibit
    }

    public var claims: Exhibit {
        guard result.program != nil else { return missing("A program to be checked") }
        return ClaimsTable(result.claims).exhibit
    }

    public var disagreements: Exhibit {
        result.claims.isEmpty ? .row([]) : Disagreements(result.claims).exhibit
    }

    public var reproduction: Exhibit {
        .markdown(
            "`\(command)` makes this report again, byte for byte but for the seconds in `audit.json`. That file says everything on this page "
                + "for programs, with the SHA-256 of every file beside it.")
    }

    private func missing(_ what: String) -> Exhibit {
        let reason = result.failure.map { "the stage “\($0.stage.rawValue)” could not go on" } ?? "the run did not get that far"
        return .markdown("*\(what) is not there: \(reason).*")
    }
}

extension Benchmark {
    /// The task that an experiment's arguments name.
    ///
    /// - Throws: `Refusal` with the nearest names where there is none.
    public static func task(_ arguments: [String]) throws -> SequenceTask {
        guard let name = arguments.first else {
            throw Refusal(.badInput, "no task was named; expected one of the names that glassbox tasks lists, such as Binary_Addition")
        }
        guard let task = task(named: name) else { throw Refusal(.badInput, UnknownTask(name).description) }
        return task
    }
}
