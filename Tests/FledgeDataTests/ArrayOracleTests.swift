import FledgeData
import FledgeTensor
import Foundation
import TestSupport
import Testing

/// Files as NumPy writes them: every type, both orders of bytes and of memory. Tests/Oracle/arrays.py wrote them.
@Suite struct ArrayOracleTests {
  let scratch = TemporaryDirectory()

  /// A file, and the arrays in it as text: name, type, shape, values.
  struct Case {
    let kind: Substring
    let arrays: [[Substring]]
    let bytes: [UInt8]
  }

  static let cases: [Case] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Oracle/arrays.txt")
    return try! String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let words = line.split(separator: "\t")
      let digits = Array(words[2].utf8)
      let bytes = stride(from: 0, to: digits.count, by: 2).map { place in
        UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16)!
      }
      let arrays = words[1].split(separator: ";").map {
        $0.split(separator: ":", omittingEmptySubsequences: false)
      }
      return Case(kind: words[0], arrays: arrays, bytes: bytes)
    }
  }()

  private func expect(_ tensor: Tensor, _ expected: [Substring]) {
    let shape = expected[2] == "-" ? [] : expected[2].split(separator: "x").map { Int($0)! }
    #expect(tensor.dtype.rawValue == expected[1], "\(expected)")
    #expect(tensor.shape == Shape(shape), "\(expected)")
    #expect(
      tensor.elements(as: Double.self) == expected[3].split(separator: ",").map { Double($0)! }, "\(expected)"
    )
  }

  @Test("an array of each type, order of bytes and order of memory")
  func arrays() throws {
    let files = Self.cases.filter { $0.kind == "npy" }
    #expect(files.count == 51)
    for file in files { expect(try NPY.read(from: scratch.file("f.npy", file.bytes)), file.arrays[0]) }
  }
}
