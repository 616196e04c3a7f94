import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeModelIO

@Suite struct SafetensorsTensorTests {
  let directory = TemporaryDirectory()
  var path: String { directory.path + "/x.safetensors" }

  static let tensors: [(name: String, tensor: Tensor)] = [
    ("f32", Tensor(shape: [2, 3], [1, -2.5, 0, -0.0, .infinity, Float.leastNonzeroMagnitude] as [Float])),
    ("f64", Tensor(shape: [1, 1, 2], [0.1, -.greatestFiniteMagnitude])),
    ("i32", Tensor([Int32.min, 0, .max])), ("i64", Tensor([Int64.min, 0, .max])),
    ("u8", Tensor([UInt8(0), 255])), ("bool", Tensor([true, false, true])),
    ("scalar", Tensor(7)), ("empty", .zeros([0, 5])), ("a slice", Tensor([1, 2, 3, 4] as [Float])[1..<3]),
  ]

  @Test func everyTypeComesBack() throws {
    try Safetensors.save(Self.tensors, metadata: ["k": "v"], to: path)
    let content = try Safetensors.load(path)
    #expect(content.metadata == ["k": "v"])
    #expect(Set(content.names) == Set(Self.tensors.map(\.name)))
    for (name, tensor) in Self.tensors { #expect(content[name] == tensor, "\(name)") }
    #expect(content["none"] == nil)
    let zero = try #require(content["f32"]).elements(as: Float.self)[3]
    #expect(zero.sign == .minus)
  }

  @Test func notANumberKeepsItsBits() throws {
    let bits: UInt32 = 0x7FC0_1234
    try Safetensors.save([("nan", Tensor([Float(bitPattern: bits)]))], to: path)
    let content = try Safetensors.load(path)
    #expect(content["nan"]?.elements(as: Float.self).map(\.bitPattern) == [bits])
  }

  func write(_ type: Safetensors.ElementType, _ shape: [Int], _ bytes: [UInt8]) throws -> Safetensors.Content
  {
    let item = Safetensors.Item(name: "a", elementType: type, shape: shape)
    try Safetensors.write([(item: item, bytes: bytes)], to: path)
    return try Safetensors.load(path)
  }

  @Test func halfPrecision() throws {
    // 1, −2, 65504, the smallest subnormal, −0, ∞ and NaN (IEEE 754-2019, binary16).
    let half = try write(.f16, [7], hex("003c 00c0 ff7b 0100 0080 007c 007e"))
    let numbers = try #require(half["a"]).elements(as: Float.self)
    #expect(numbers[..<6] == [1, -2, 65504, 0x1p-24, 0, .infinity])
    #expect(numbers[4].sign == .minus)
    #expect(numbers[6].isNaN)
    let brain = try write(.bf16, [2, 2], hex("803f 00c0 c07f 80ff"))
    #expect(brain["a"]?.shape == [2, 2])
    let others = try #require(brain["a"]).elements(as: Float.self)
    #expect([others[0], others[1], others[3]] == [1, -2, -.infinity])
    #expect(others[2].isNaN)
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func everyHalfPrecisionNumber() {
      var mistakes = 0
      for bits in UInt16.min...UInt16.max {
        let (ours, theirs) = (Float(halfBits: bits), Float(Float16(bitPattern: bits)))
        if ours.isNaN ? !theirs.isNaN : ours.bitPattern != theirs.bitPattern { mistakes += 1 }
      }
      #expect(mistakes == 0)
    }
  #endif

  @Test(arguments: Safetensors.ElementType.allCases.filter { $0.dtype == nil })
  func typesThatNoTensorHolds(type: Safetensors.ElementType) throws {
    // Four elements fill whole bytes in every type.
    let error = #expect(throws: FileError.self) {
      try write(type, [4], [UInt8](repeating: 0, count: type.bitCount / 2))
    }
    #expect(
      error?.description
        == "\(path): tensor \"a\": expected one of I64 F64 F32 I32 BF16 F16 U8 BOOL, "
        + "found \(type.rawValue), which Fledge does not read")
    // The header can be looked at all the same.
    #expect(try SafetensorsFile(path: path).entries.map(\.elementType) == [type])
  }

  @Test func truthValuesAreZeroOrOne() {
    let error = FileError(
      path: path, place: "tensor \"a\"", expected: "0 or 1 for each truth value", found: "2 for number 1")
    #expect(throws: error) { try write(.bool, [3], [1, 2, 0]) }
  }

  @Test func fileLongerThanMemory() throws {
    // A page on disk, 2^43 bytes and the header by its size.
    let count = 1 << 43
    let header = safetensors(
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[\(count)],\"data_offsets\":[0,\(count)]}}", data: 0)
    let file = directory.file("x.safetensors", header)
    // Some file systems have no files of that size, and so no such problem.
    guard truncate(file, off_t(header.count + count)) == 0 else { return }
    let error = FileError(
      path: file, place: "tensor \"a\"", expected: "a tensor that fits into memory", found: "shape [\(count)]"
    )
    #expect(throws: error) { try Safetensors.load(file) }
  }
}
