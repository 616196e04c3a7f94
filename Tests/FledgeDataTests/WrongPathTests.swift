import FledgeData
import Foundation
import TestSupport
import Testing

/// Paths where no data set stands.
@Suite struct WrongPathTests {
  let scratch = TemporaryDirectory()

  @Test("a wrong path: what was looked for, and what is there")
  func wrongPath() throws {
    let looked =
      "no train-images-idx3-ubyte, no train-labels-idx1-ubyte, no t10k-images-idx3-ubyte, "
      + "no t10k-labels-idx1-ubyte (plain or .gz), no x_train.npy"
    func problem(_ path: String) -> String {
      message { _ = try Dataset.load(from: path) }.replacingOccurrences(of: scratch.path, with: "D")
    }
    let hint = "\"fledge data fetch mnist --into"
    #expect(problem(scratch.path) == "D: \(looked); there is nothing; \(hint) D\" downloads MNIST")
    for number in 1...7 { scratch.file("photo \(number)\n.png", [1]) }
    let names = (1...5).map { "\"photo \($0)\\u{a}.png\"" }.joined(separator: ", ")
    #expect(
      problem(scratch.path) == "D: \(looked); there is \(names) and 2 more; \(hint) D\" downloads MNIST")
    #expect(
      problem(scratch("a b"))
        == "D/a b: \(looked); there is no such directory; \(hint) 'D/a b'\" downloads MNIST")
    scratch.file("table.csv", [1])
    #expect(problem(scratch("table.csv")) == "D/table.csv: \(looked); it is no directory")
    #expect(problem(scratch("a\nb")) == "\"D/a\\u{a}b\": \(looked); there is no such directory")
  }
}
