// swift-tools-version: 6.1
import PackageDescription

// The commit, as `make` tells it (scripts/revision). It stays unknown to a bare `swift build`: what this file asked git itself would
// be kept with the manifest, and be said of later commits too.
let revision = Context.environment["GLASSBOX_REVISION"]?.wholeMatch(of: /[0-9a-f]{7,40}(-dirty)?/).map { String($0.0) } ?? ""

let package = Package(
    name: "Glassbox",
    products: [
        .executable(name: "glassbox", targets: ["glassbox"]),
        // What experiments import: one shared library, so that compiling a script is a second, not a relink of everything.
        .library(
            name: "Glassbox", type: .dynamic,
            targets: ["Pipeline", "Recordings", "Render", "Notebook", "Reports", "Studies"]),
    ],
    dependencies: [
        // The command line: subcommands, help and typo-tolerant errors that read as English.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Child processes (python3, swiftc, experiments) with structured concurrency and no leaked descriptors.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        // Page templates that escape HTML unless told otherwise.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // What stands between Glassbox and what it does not trust: folders, files and words of others.
        .target(name: "Untrusted"),
        // What gives the same results on one thread or many: random numbers by place, work mapped in order.
        .target(name: "Determinism"),
        // The commit that was built, known to the command only: another one compiles a file in C and one in Swift anew and links
        // the command, but leaves the library, and what is kept by its checksum, as it was.
        .target(name: "CRevision", cSettings: [.define("GLASSBOX_REVISION", to: "\"\(revision)\"")]),
        .target(name: "Revision", dependencies: ["CRevision"]),
        .target(name: "BoundedProcess", dependencies: [.product(name: "Subprocess", package: "swift-subprocess")]),
        .target(
            name: "Pipeline", dependencies: ["BoundedProcess", "Determinism", "Untrusted", "CKernels", "CLAPACK"],
            // Tests see its inner parts in release too: they are built with what is shipped.
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .target(
            name: "Render",
            dependencies: [
                "BoundedProcess", "Untrusted", "CCairo", "CPNG", "CGraphviz", "CMarkdown",
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        // Files of others read into values: data, automata, definitions. Render, since Graphviz has one state for parsing and drawing.
        .target(
            name: "Recordings", dependencies: ["Pipeline", "Render", "BoundedProcess", "Determinism", "Untrusted"],
            // Tests see its inner parts in release too: they are built with what is shipped.
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        // Literate experiments, whatever they are about: run, recorded, woven into pages.
        .target(
            name: "Notebook", dependencies: ["Render", "BoundedProcess", "Determinism", "Untrusted", "CCrypto"],
            // Tests see its inner parts in release too: they are built with what is shipped.
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        // What is told of one trained network, and the audit of that.
        .target(
            name: "Reports",
            dependencies: ["Notebook", "Recordings", "Pipeline", "Render", "BoundedProcess", "Determinism", "Untrusted"],
            // Tests see its inner parts in release too: they are built with what is shipped.
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        // What is asked of many.
        .target(
            name: "Studies", dependencies: ["Reports", "Notebook", "Pipeline", "Render", "Determinism", "Untrusted"],
            // Tests see its inner parts in release too: they are built with what is shipped.
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .executableTarget(
            name: "glassbox",
            dependencies: [
                "Studies", "Reports", "Notebook", "Recordings", "Pipeline", "Determinism", "Untrusted", "BoundedProcess",
                "Revision", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // The training kernels: optimised in every configuration, so that tests of a debug build stay fast. Hidden symbols,
        // because what chooses a clone runs while the library is loaded, when addresses of visible ones may still be null.
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-fvisibility=hidden"])]),
        // PNG with text chunks: libpng reports errors by longjmp, which Swift must not see.
        .target(name: "CPNG", dependencies: ["CPNGSystem"]),

        // `make bench`: measures training, against PyTorch and this core's matrix product. No part of what is shipped.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Pipeline", "Determinism", "CBLAS", "CTemplateSearch",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Training",
            // Its test looks inside in release too.
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        // What enumerative regression is measured against.
        .target(name: "CTemplateSearch", path: "Benchmarks/TemplateSearch", cSettings: [.unsafeFlags(["-O3"])]),
        .systemLibrary(name: "CBLAS", path: "Benchmarks/CBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

        // SHA-256, which Foundation on Linux lacks; swift-crypto would add a minute to the first build.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLAPACK", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev", "libopenblas-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CPNGSystem", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CGraphviz", pkgConfig: "libgvc", providers: [.apt(["libgraphviz-dev"])]),
        .systemLibrary(
            name: "CMarkdown", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),

        .testTarget(name: "BoundedProcessTests", dependencies: ["BoundedProcess"]),
        .testTarget(name: "DeterminismTests", dependencies: ["Determinism"]),
        .testTarget(name: "UntrustedTests", dependencies: ["Untrusted", "Determinism"]),
        .testTarget(name: "PipelineTests", dependencies: ["Pipeline", "Determinism"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "RecordingsTests", dependencies: ["Recordings", "Pipeline", "Determinism"], resources: [.copy("Fixtures")]),
        .testTarget(name: "RenderTests", dependencies: ["Render"]),
        .testTarget(name: "NotebookTests", dependencies: ["Notebook", "Render", "BoundedProcess", "Untrusted"]),
        // What is made by hand for tests is there for those above: each test target sees the inner parts of that below.
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "NotebookTests", "PipelineTests", "Reports", "Notebook", "Pipeline", "Render", "BoundedProcess", "Determinism",
                "Untrusted",
            ]),
        .testTarget(
            name: "StudiesTests",
            dependencies: [
                "ReportsTests", "NotebookTests", "Studies", "Reports", "Notebook", "Pipeline", "Render", "Determinism",
            ]),
        .testTarget(name: "GlassboxTests", dependencies: ["BoundedProcess"]),
        .testTarget(name: "BenchTests", dependencies: ["bench"]),
    ],
    swiftLanguageModes: [.v6]
)

// Tests are run once, soon after they are compiled: optimising them takes longer than it saves. What they test is optimised.
for target in package.targets where target.isTest {
    target.swiftSettings = [.unsafeFlags(["-Onone"])]
}

// `make fuzz`: the same sources with counters at every branch, and drivers that feed them made-up files. A build of its own, in
// a folder of its own, so that nothing of this reaches what is shipped.
if Context.environment["GLASSBOX_FUZZ"] != nil {
    for target in package.targets
    where ["Determinism", "Pipeline", "Recordings", "Render", "Notebook", "Reports", "Studies", "glassbox"].contains(
        target.name)
    {
        target.swiftSettings = [.unsafeFlags(["-enable-testing", "-sanitize=fuzzer"])]
    }
    // The command line becomes a library, as its parsing is a target too: its entry point makes room for the fuzzer's.
    let command = package.targets.first { $0.name == "glassbox" }
    package.targets.removeAll { $0.name == "glassbox" }
    package.products.removeAll { $0.name == "glassbox" }
    package.targets += [
        .target(
            name: "glassbox",
            dependencies: command?.dependencies ?? [],
            swiftSettings: [
                .unsafeFlags([
                    "-enable-testing", "-sanitize=fuzzer", "-Xfrontend", "-entry-point-function-name", "-Xfrontend",
                    "glassbox_main",
                ])
            ]),
        .executableTarget(
            name: "fuzz",
            dependencies: ["glassbox", "Studies", "Reports", "Notebook", "Recordings", "Pipeline", "Render", "Untrusted"],
            path: "Fuzz/Driver"),
    ]
}
