import FledgeData
import FledgeFiles
import FledgeTensor
import Foundation
import TestSupport
import Testing

/// What `numpy.save` (NumPy 2.4) writes for numpy.array([[1.5, -2, 3], [4, 5, 6]], "<f4").
private let matrixFile: [UInt8] =
  [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]
  + Array("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".utf8)
  + [UInt8](repeating: 32, count: 58) + [10]
  + [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0x40, 0x40]
  + [0, 0, 0x80, 0x40, 0, 0, 0xa0, 0x40, 0, 0, 0xc0, 0x40]
private let matrix: Tensor = [[1.5, -2, 3], [4, 5, 6]]

private func file(_ header: String, version: UInt8 = 1, _ data: [UInt8] = []) -> [UInt8] {
  let length = header.utf8.count
  let lengthBytes = [UInt8(length & 0xff), UInt8(length >> 8)] + (version == 1 ? [] : [0, 0])
  return [0x93] + Array("NUMPY".utf8) + [version, 0] + lengthBytes + Array(header.utf8) + data
}

@Suite struct NPYTests {
  let scratch = TemporaryDirectory()

  private func read(_ bytes: [UInt8]) throws -> Tensor { try NPY.read(from: scratch.file("f", bytes)) }

  private func problem(_ bytes: [UInt8]) -> String {
    message(in: scratch) { _ = try read(bytes) }
  }

  @Test func readsAndWritesWhatNumPyWrites() throws {
    #expect(matrixFile.count == 128 + 24)
    #expect(try read(matrixFile) == matrix)
    try NPY.write(matrix, to: scratch.path + "/out.npy")
    #expect(scratch.bytes("out.npy") == matrixFile)
  }

  @Test func everyTypeAndShapeComesBack() throws {
    for dtype in DType.allCases {
      for shape in [[], [0], [5], [2, 3], [1, 1, 4], [3, 0, 2]] as [Shape] {
        let tensor = Tensor.range(shape.elementCount, dtype: .int32).converted(to: dtype).reshaped(to: shape)
        try NPY.write(tensor, to: scratch.path + "/out.npy")
        #expect(try NPY.read(from: scratch.path + "/out.npy") == tensor, "\(dtype) \(shape)")
        #expect(scratch.bytes("out.npy").count == 128 + tensor.byteCount)
      }
    }
  }

  @Test func readsOtherVersionsAndSpellings() throws {
    let data = Array(matrixFile.suffix(24))
    let headers = [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n",
      "{\"shape\":(2L,3L),\"fortran_order\":False,\"descr\":\"<f4\"}",
      " { 'descr' : '<f4' , 'shape' : ( 2 , 3 , ) , 'fortran_order' : False } \n",
    ]
    for header in headers {
      for version: UInt8 in 1...3 {
        #expect(try read(file(header, version: version, data)) == matrix, "\(header) \(version)")
      }
    }
  }

  @Test func saysWhatIsWrong() {
    let header = { (descr: String, order: String, shape: String) in
      problem(file("{'descr': \(descr), 'fortran_order': \(order), 'shape': \(shape)}", [1, 2, 3, 4]))
    }
    let types = "a type of numbers such as '<f4'"
    #expect(header("True", "False", "(1,)") == "f: header, 'descr': expected \(types), found True")
    #expect(header("'<f4'", "'C'", "(1,)") == "f: header, 'fortran_order': expected True or False, found 'C'")
    #expect(
      header("'<u8'", "False", "(1152921504606846976,)")
        == "f: header, 'shape': expected an array that fits into memory, found (1152921504606846976)")
    #expect(
      header("'|u1'", "False", "(281474976710657,)")
        == "f: header, 'shape': expected an array that fits into memory, found (281474976710657)")
    #expect(header("'<f4'", "False", "'x'") == "f: header, 'shape': expected a tuple, found 'x'")
    #expect(
      header("'<f4'", "False", "(2,)") == "f: expected 8 bytes after the header (float32 (2)), found 4")
    #expect(header("'<f4'", "False", "(0,)").hasSuffix("found 4"))
    #expect(header("'<f4'", "False", "(-1,)").contains("expected a length from 0 to 9223372036854775807"))
    #expect(header("'<f4'", "False", "(99999999999999999999,)").contains("expected a length from 0"))
    #expect(
      header("'<f4'", "False", "(4294967296, 4294967296)")
        == "f: header, 'shape': expected an array that fits into memory, found (4294967296, 4294967296)")
    #expect(
      header("'<f4'", "False", "(0, 4611686018427387904, 4)").contains(
        "expected an array that fits into memory"))
    #expect(header("'|b1'", "False", "(4,)") == "f: element 1: expected 0 or 1, found 2")
    #expect(
      header("'<f4'", "False", "(\(String(repeating: "1, ", count: 65)))").contains(
        "expected at most 64 axes"))
  }

  @Test func saysWhatIsWrongWithTheHeader() {
    #expect(problem([]) == "f: expected an NPY file, found an empty file")
    #expect(problem([1, 2]) == "f: expected an NPY file, found a file of 2 bytes")
    #expect(problem(Array("not an NPY file".utf8)).contains("byte 0: expected an NPY file"))
    #expect(problem(file("{}", version: 4, [])) == "f: byte 6: expected version 1, 2 or 3, found version 4")
    #expect(
      problem(Array(matrixFile.prefix(40)))
        == "f: byte 8: expected a header of at most 30 bytes, found one of 118")
    #expect(problem(Array(matrixFile.dropLast())).hasSuffix("(float32 (2, 3)), found 23"))
    #expect(problem(matrixFile + [0]).hasSuffix("found 25"))
    let words = { (header: String) in problem(file(header, [0, 0, 0, 0])) }
    #expect(
      words("{'shape': (1,)}")
        == "f: header: expected 'descr', a type of numbers such as '<f4', found no such key")
    #expect(
      words("{'shape': (1,), 'shape': (1,)}")
        == "f: header: the key 'shape' twice")
    #expect(words("{'color': (1,)}") == "f: header: the unknown key 'color'")
    #expect(words("{'shape': (1,)} x") == "f: header, byte 16: expected the end of the header, found \"x\"")
    #expect(words("{'shape': (1 1)}") == "f: header, byte 13: expected ')', found \"1)}\"")
    #expect(words("{'shape") == "f: header, byte 1: expected a closing quote, found \"'shape\"")
    #expect(words("__import__('os')") == "f: header, byte 0: expected '{', found \"__import__('\"")
  }

  @Test func damageNeverTraps() {
    for bytes in damaged(matrixFile) { _ = try? read(bytes) }
    for bytes in damaged(
      file("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }\n", version: 2, [0, 1]))
    {
      _ = try? read(bytes)
    }
  }

  @Test(.enabled(if: referenceWeights != nil)) func readsTheReferenceWeights() throws {
    let weights = try NPY.read(from: referenceWeights! + "/w1-784x400.npy")
    #expect(weights.shape == [784, 400] && weights.dtype == .float32)
    let elements = weights.elements(as: Double.self)
    let deviation = (elements.reduce(0) { $0 + $1 * $1 } / Double(elements.count)).squareRoot()
    // Drawn with the standard deviation 1/√400.
    #expect(abs(deviation * 20 - 1) < 0.01)
  }
}

/// Where the reference weights of the classic exercise stand, if they do.
let referenceWeights: String? = {
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  let data = ProcessInfo.processInfo.environment["FLEDGE_DATA"] ?? package + "/../shared"
  return File.exists(data + "/hw0/w1-784x400.npy") ? data + "/hw0" : nil
}()
