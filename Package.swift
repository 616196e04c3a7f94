// swift-tools-version: 6.1
import PackageDescription

// Each room depends only on rooms that stand above it here; ARCHITECTURE.md draws the house.
let package = Package(
  name: "Fledge",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Fledge", targets: ["Fledge"]),
    .executable(name: "fledge", targets: ["FledgeCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "FledgeKernels"),
    .target(name: "FledgeFormula", dependencies: ["FledgeKernels"]),
    .target(name: "FledgeTensor", dependencies: ["FledgeKernels", "FledgeFormula"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "FledgeFiles", dependencies: ["CZlib"]),
    .target(name: "FledgeNN", dependencies: ["FledgeFormula", "FledgeTensor"]),
    .target(name: "FledgeData", dependencies: ["FledgeKernels", "FledgeTensor", "FledgeFiles"]),
    .target(name: "FledgeModelIO", dependencies: ["FledgeFiles", "FledgeTensor", "FledgeNN"]),
    .target(
      name: "FledgeTraining", dependencies: ["FledgeTensor", "FledgeNN", "FledgeData"]),
    .target(name: "FledgeByHand", dependencies: ["FledgeFormula", "FledgeTensor", "FledgeNN"]),
    .target(
      name: "Fledge",
      dependencies: [
        "FledgeFormula", "FledgeTensor", "FledgeNN", "FledgeData", "FledgeModelIO",
        "FledgeTraining", "FledgeByHand",
      ]),
    .target(name: "FledgeCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "FledgeFetch", dependencies: ["FledgeCurl", "FledgeFiles", "FledgeData"]),
    .executableTarget(
      name: "FledgeCLI",
      dependencies: [
        "Fledge", "FledgeFiles", "FledgeFetch",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "TestSupport", dependencies: ["Fledge", "FledgeFiles"], path: "Tests/TestSupport"),
    .testTarget(name: "FledgeKernelsTests", dependencies: ["FledgeKernels"]),
    .testTarget(name: "FledgeFormulaTests", dependencies: ["FledgeFormula", "FledgeKernels"]),
    .testTarget(name: "FledgeTensorTests", dependencies: ["FledgeTensor", "TestSupport"]),
    .testTarget(name: "FledgeFilesTests", dependencies: ["FledgeFiles"]),
    .testTarget(name: "FledgeNNTests", dependencies: ["Fledge", "TestSupport"]),
    .testTarget(name: "FledgeDataTests", dependencies: ["FledgeData", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeFetchTests", dependencies: ["FledgeFetch", "FledgeData", "FledgeFiles"]),
    .testTarget(name: "FledgeModelIOTests", dependencies: ["FledgeModelIO", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeTrainingTests", dependencies: ["Fledge", "TestSupport"]),
    .testTarget(name: "FledgeByHandTests", dependencies: ["Fledge", "TestSupport"]),
    .testTarget(name: "FledgeCLITests", dependencies: ["FledgeCLI", "Fledge", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeTests", dependencies: ["Fledge", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu17
)
