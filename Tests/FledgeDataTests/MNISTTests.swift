import FledgeData
import FledgeFiles
import FledgeTensor
import Foundation
import TestSupport
import Testing

private func images(_ count: UInt8, side: UInt8 = 2) -> [UInt8] {
  [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, side, 0, 0, 0, side]
    + [UInt8](repeating: count, count: Int(count) * Int(side) * Int(side))
}

private func labels(_ count: UInt8) -> [UInt8] {
  [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 }
}

@Suite struct MNISTTests {
  let scratch = TemporaryDirectory()

  @Test func readsTheFourFiles() throws {
    scratch.file("train-images-idx3-ubyte.gz", Gzip.compress(images(12)))
    scratch.file("train-labels-idx1-ubyte", labels(12))
    scratch.file("t10k-images.idx3-ubyte", images(3))
    scratch.file("t10k-labels.idx1-ubyte.gz", labels(3))
    let (train, test) = try MNIST.load(from: scratch.path)
    #expect(train.count == 12 && test.count == 3)
    #expect(train.labels.elements() == [Int32(0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    #expect(test.bytes == [UInt8](repeating: 3, count: 12))
    #expect(try MNIST.load(.test, from: scratch.path) == test)
  }

  @Test func namesMissingFiles() {
    scratch.file("train-labels-idx1-ubyte", labels(12))
    scratch.file("t10k-images.idx3-ubyte", images(3))
    let text = message { _ = try MNIST.load(from: scratch.path) }
    #expect(
      text == """
        \(scratch.path): no train-images-idx3-ubyte, no t10k-labels-idx1-ubyte (plain or .gz); \
        "fledge data fetch mnist --into \(scratch.path)" downloads MNIST
        """)
    #expect(message { _ = try MNIST.load(.train, from: "/nowhere") }.hasPrefix("/nowhere: no train-images"))
  }

  @Test func partsMustAgree() {
    scratch.file("train-images-idx3-ubyte", images(2))
    scratch.file("train-labels-idx1-ubyte", labels(2))
    scratch.file("t10k-images-idx3-ubyte", images(2, side: 3))
    scratch.file("t10k-labels-idx1-ubyte", labels(2))
    #expect(
      message(in: scratch) { _ = try MNIST.load(from: scratch.path) }
        == "t10k-images-idx3-ubyte: header: expected pictures of 2 × 2, as in train-images-idx3-ubyte, found 3 × 3"
    )
  }

  @Test func directories() {
    let directory = { (variables: [String: String]) in
      DataDirectory.data("mnist", environment: { variables[$0] })
    }
    #if canImport(Darwin)
      let caches = "/home/ada/Library/Caches"
    #else
      let caches = "/home/ada/.cache"
    #endif
    #expect(directory(["FLEDGE_DATA": "/data", "HOME": "/home/ada"]) == "/data/mnist")
    #expect(directory(["FLEDGE_DATA": "here/"]) == "here/mnist")
    #expect(directory(["XDG_CACHE_HOME": "/fast", "HOME": "/home/ada"]) == "/fast/fledge/mnist")
    #expect(directory(["XDG_CACHE_HOME": "slow", "HOME": "/home/ada"]) == caches + "/fledge/mnist")
    #expect(directory(["FLEDGE_DATA": "", "HOME": "/home/ada"]) == caches + "/fledge/mnist")
    #expect(directory([:]).hasSuffix("/fledge/mnist"))
  }

  @Test func filesAreAsPublished() {
    #expect(
      MNISTFile.all.map(\.name) == [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
      ])
    #expect(MNISTFile.all.map(\.size) == [47_040_016, 60_008, 7_840_016, 10_008])
  }

  @Test(.enabled(if: realMNIST != nil)) func readsTheRealOne() throws {
    let (train, test) = try MNIST.load(from: realMNIST)
    #expect(train.count == 60_000 && test.count == 10_000)
    #expect(train.labels[0..<10].elements() == [Int32(5), 0, 4, 1, 9, 2, 1, 3, 1, 4])
    #expect(test.labels[0..<10].elements() == [Int32(7), 2, 1, 0, 4, 1, 4, 9, 5, 9])
    #if !DEBUG
      #expect(
        SHA256.hexDigest(of: train.bytes)
          == "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757")
      #expect(
        SHA256.hexDigest(of: test.bytes)
          == "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161")
    #endif
  }
}

/// Where the real MNIST stands, if it does.
let realMNIST: String? = {
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  let places = [MNIST.standardDirectory, package + "/../shared/mnist"]
  return places.first { File.exists($0 + "/train-images-idx3-ubyte.gz") }
}()
