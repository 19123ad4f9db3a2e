/// What is found in the simplified network, and some routes only write in another form.
enum Restated: Sendable {
    /// Transition by transition.
    case machine
    /// Coefficient by coefficient.
    case linearSystem
}
