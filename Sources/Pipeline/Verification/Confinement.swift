import BoundedProcess
import Foundation

/// What a program that a stranger wrote is kept from: an environment, a folder with anything in it, and the network.
///
/// It is the second wall; the first is `ProgramAdmission`, which lets nothing in that could open a file or a socket.
public struct Confinement: Sendable {
    /// Empty, and the only folder that a relative path leads to.
    public let directory: URL
    /// What is put in front of the interpreter: a network of its own with nothing in it, where the machine permits that.
    let command: [String]
    /// All that there is of an environment.
    let environment = ["PATH": "/usr/bin:/bin"]

    /// Whether the machine permits a process without a network.
    public var isWithoutNetwork: Bool { !command.isEmpty }

    /// - Parameter directory: an empty folder.
    public init(to directory: URL) async {
        self.directory = directory
        let unshare = ["unshare", "--user", "--map-root-user", "--net", "--"]
        let probe = BoundedProcess(unshare[0], unshare.dropFirst() + ["true"], limits: .init(seconds: 10))
        command = (try? await probe.run())?.succeeded == true ? unshare : []
    }
}
