// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nothing it needs reaches the users of Fledge. .ci/fuzz builds it.
let package = Package(
  name: "FledgeFuzz",
  platforms: [.macOS(.v15)],
  products: [.library(name: "FledgeFuzz", type: .static, targets: ["FledgeFuzz"])],
  dependencies: [.package(name: "Fledge", path: "..")],
  targets: [
    .target(name: "FledgeFuzz", dependencies: [.product(name: "Fledge", package: "Fledge")])
  ],
  swiftLanguageModes: [.v6]
)
