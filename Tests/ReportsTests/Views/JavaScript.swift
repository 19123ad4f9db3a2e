import Foundation

/// What runs JavaScript outside of a browser, if the machine has it.
let node = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/node" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

/// Where every change is checked, what is missing is a failure and not a reason to check less.
let isCheckingEverything = ProcessInfo.processInfo.environment["CI"]?.isEmpty == false
