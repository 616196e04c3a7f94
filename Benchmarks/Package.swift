// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nothing it needs reaches the users of Fledge.
let package = Package(
  name: "FledgeBenchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "fledge-bench", targets: ["FledgeBench"]),
    .executable(name: "fledge-read-pictures", targets: ["ReadPictures"]),
    .executable(name: "fledge-read-table", targets: ["ReadTable"]),
  ],
  dependencies: [
    .package(name: "Fledge", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "MachineLimits"),
    .executableTarget(
      name: "FledgeBench",
      dependencies: [
        "MachineLimits",
        .product(name: "Fledge", package: "Fledge"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "ReadPictures", dependencies: [.product(name: "Fledge", package: "Fledge")]),
    .executableTarget(name: "ReadTable", dependencies: [.product(name: "Fledge", package: "Fledge")]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu17
)
