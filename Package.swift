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
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .target(name: "FledgeBasics"),
    .target(name: "FledgeKernels"),
    .target(name: "FledgeFormula", dependencies: ["FledgeBasics", "FledgeKernels"]),
    .target(name: "FledgeTensor", dependencies: ["FledgeBasics", "FledgeKernels", "FledgeFormula"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "FledgeFiles", dependencies: ["FledgeBasics", "CZlib"]),
    .target(name: "FledgeNN", dependencies: ["FledgeBasics", "FledgeFormula", "FledgeTensor"]),
    .target(
      name: "FledgeData", dependencies: ["FledgeBasics", "FledgeKernels", "FledgeTensor", "FledgeFiles"]),
    .target(
      name: "FledgeModelIO",
      dependencies: ["FledgeBasics", "FledgeFiles", "FledgeFormula", "FledgeTensor", "FledgeNN"]),
    .target(
      name: "FledgeTraining",
      dependencies: [
        "FledgeBasics", "FledgeFormula", "FledgeFiles", "FledgeTensor", "FledgeNN", "FledgeData",
        "FledgeModelIO",
      ]),
    .target(
      name: "FledgeRuns",
      dependencies: ["FledgeBasics", "FledgeFiles", "FledgeTensor", "FledgeModelIO", "FledgeTraining"]),
    .target(name: "FledgeJPEG", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(
      name: "FledgePictures",
      dependencies: ["FledgeBasics", "FledgeTensor", "FledgeFiles", "FledgeData", "FledgeJPEG", "CZlib"]),
    .target(
      name: "FledgeTable",
      dependencies: [
        "FledgeBasics", "FledgeKernels", "FledgeTensor", "FledgeFiles", "FledgeNN", "FledgeData",
        "FledgeModelIO",
      ]),
    .target(
      name: "FledgeByHand", dependencies: ["FledgeBasics", "FledgeFormula", "FledgeTensor", "FledgeNN"]),
    .target(
      name: "Fledge",
      dependencies: [
        "FledgeFormula", "FledgeTensor", "FledgeNN", "FledgeData", "FledgePictures", "FledgeTable",
        "FledgeModelIO", "FledgeTraining", "FledgeRuns", "FledgeByHand",
      ]),
    .target(name: "FledgeCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "FledgeFetch", dependencies: ["FledgeBasics", "FledgeCurl", "FledgeFiles", "FledgeData"]),
    .executableTarget(
      name: "FledgeCLI",
      dependencies: [
        "Fledge", "FledgeBasics", "FledgeFiles", "FledgeFetch",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ]),

    .target(
      name: "TestSupport", dependencies: ["Fledge", "FledgeBasics", "FledgeFiles", "CZlib"],
      path: "Tests/TestSupport"),
    .testTarget(name: "FledgeBasicsTests", dependencies: ["FledgeBasics"]),
    .target(
      name: "KernelChecks", dependencies: ["FledgeKernels"], path: "Tests/Emulated", exclude: ["main.c"],
      publicHeadersPath: "."),
    .testTarget(name: "FledgeKernelsTests", dependencies: ["FledgeKernels", "KernelChecks"]),
    .testTarget(name: "FledgeFormulaTests", dependencies: ["FledgeFormula", "FledgeKernels"]),
    .testTarget(name: "FledgeTensorTests", dependencies: ["FledgeTensor", "FledgeKernels", "TestSupport"]),
    .testTarget(name: "FledgeFilesTests", dependencies: ["FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeNNTests", dependencies: ["Fledge", "FledgeKernels", "TestSupport"]),
    .testTarget(
      name: "FledgeDataTests", dependencies: ["FledgeData", "FledgeFetch", "FledgeFiles", "TestSupport"]),
    .testTarget(
      name: "FledgePicturesTests",
      dependencies: ["FledgePictures", "FledgeData", "FledgeFiles", "TestSupport", "CZlib"]),
    .testTarget(
      name: "FledgeTableTests", dependencies: ["FledgeTable", "FledgeData", "FledgeFiles", "TestSupport"]),
    .testTarget(
      name: "FledgeFetchTests", dependencies: ["FledgeFetch", "FledgeData", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeModelIOTests", dependencies: ["FledgeModelIO", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeTrainingTests", dependencies: ["Fledge", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeRunsTests", dependencies: ["Fledge", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeByHandTests", dependencies: ["Fledge", "TestSupport"]),
    .testTarget(
      name: "FledgeCLITests",
      dependencies: ["FledgeCLI", "Fledge", "FledgeBasics", "FledgeFiles", "TestSupport"]),
    .testTarget(name: "FledgeTests", dependencies: ["Fledge", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu17
)
