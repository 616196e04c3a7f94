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

  @Test("archives that numpy.savez and savez_compressed write")
  func archives() throws {
    let files = Self.cases.filter { $0.kind == "npz" }
    #expect(files.count == 2)
    for file in files {
      let archive = try NPZ(path: scratch.file("f.npz", file.bytes))
      #expect(archive.names == file.arrays.map { String($0[0]) })
      #expect(try archive.descriptions().map(\.type) == ["float32", "int16", "float16"])
      for array in file.arrays { expect(try archive.array(String(array[0])), array) }
    }
  }

  /// What is written is NumPy's own form, so reading NumPy's files and writing them again gives their bytes where types agree.
  @Test("what NumPy wrote is written again, byte by byte")
  func again() throws {
    var count = 0
    for file in Self.cases where file.kind == "npy" && !file.bytes.contains(UInt8(ascii: ">")) {
      let text = String(decoding: file.bytes.prefix(128), as: UTF8.self)
      let kept = ["<f4", "<f8", "<i4", "<i8", "|u1", "|b1"].contains { text.contains("'\($0)'") }
      guard kept, text.contains("'fortran_order': False") else { continue }
      try NPY.write(NPY.read(from: scratch.file("f.npy", file.bytes)), to: scratch("g.npy"))
      #expect(scratch.bytes("g.npy") == file.bytes)
      count += 1
    }
    #expect(count >= 8)
  }

  /// `FLEDGE_ARRAYS=FOLDER swift test …`, then `arrays.py check FOLDER` prints what NumPy reads.
  @Test("arrays for NumPy to read", .enabled(if: folder != nil))
  func writesForNumPy() throws {
    let folder = try #require(Self.folder)
    for dtype in DType.allCases {
      let array = Tensor.range(6, dtype: .int32).reshaped(to: [2, 3]).converted(to: dtype)
      try NPY.write(array, to: "\(folder)/\(dtype).npy")
      try NPZ.write(["x": array, "a name": array[0]], to: "\(folder)/\(dtype).npz")
    }
    try NPZ.write([:], to: "\(folder)/empty.npz")
  }

  private static let folder = ProcessInfo.processInfo.environment["FLEDGE_ARRAYS"]
}
