import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeModelIO

/// Files that the Python package (safetensors 0.8.0) wrote: they are read, and written again to the same bytes.
@Suite struct SafetensorsGoldenTests {
  struct Golden: Sendable {
    let bytes: [UInt8]
    let metadata: [String: String]
    /// In the order of the file.
    let items: [Safetensors.Item]
  }

  /// `save({})`.
  static let empty = Golden(bytes: hex("08000000000000007b7d202020202020"), metadata: [:], items: [])

  /// `save({'a': float32 [[1, 2], [3, 4.5]]}, {'format': 'pt'})`.
  static let one = Golden(
    bytes: hex(
      """
      58000000000000007b225f5f6d657461646174615f5f223a7b22666f726d6174223a227074227d2c2261223a7b226474797065223a
      22463332222c227368617065223a5b322c325d2c22646174615f6f666673657473223a5b302c31365d7d7d0000803f000000400000
      404000009040
      """),
    metadata: ["format": "pt"], items: [.init(name: "a", elementType: .f32, shape: [2, 2])])

  /// `save` of z: float64 [1.5, -2], b: uint8 [1, 2, 3], a: float32 of shape (0, 3), i: int64 7, h: float16 [1, -0.5],
  /// t: bool [True, False], 'é"\n': int32 [5], f: float32 [1].
  static let mixed = Golden(
    bytes: hex(
      """
      c0010000000000007b2269223a7b226474797065223a22493634222c227368617065223a5b5d2c22646174615f6f666673657473
      223a5b302c385d7d2c227a223a7b226474797065223a22463634222c227368617065223a5b325d2c22646174615f6f6666736574
      73223a5b382c32345d7d2c2261223a7b226474797065223a22463332222c227368617065223a5b302c335d2c22646174615f6f66
      6673657473223a5b32342c32345d7d2c2266223a7b226474797065223a22463332222c227368617065223a5b315d2c2264617461
      5f6f666673657473223a5b32342c32385d7d2c22c3a95c225c6e223a7b226474797065223a22493332222c227368617065223a5b
      315d2c22646174615f6f666673657473223a5b32382c33325d7d2c2268223a7b226474797065223a22463136222c227368617065
      223a5b325d2c22646174615f6f666673657473223a5b33322c33365d7d2c2262223a7b226474797065223a225538222c22736861
      7065223a5b335d2c22646174615f6f666673657473223a5b33362c33395d7d2c2274223a7b226474797065223a22424f4f4c222c
      227368617065223a5b325d2c22646174615f6f666673657473223a5b33392c34315d7d7d20202020070000000000000000000000
      0000f83f00000000000000c00000803f05000000003c00b80102030100
      """),
    metadata: [:],
    items: [
      .init(name: "i", elementType: .i64, shape: []), .init(name: "z", elementType: .f64, shape: [2]),
      .init(name: "a", elementType: .f32, shape: [0, 3]), .init(name: "f", elementType: .f32, shape: [1]),
      .init(name: "é\"\n", elementType: .i32, shape: [1]), .init(name: "h", elementType: .f16, shape: [2]),
      .init(name: "b", elementType: .u8, shape: [3]), .init(name: "t", elementType: .bool, shape: [2]),
    ])

  @Test(arguments: [empty, one, mixed]) func readAndWrittenAgain(golden: Golden) throws {
    let directory = TemporaryDirectory()
    let file = try SafetensorsFile(path: directory.file("golden", golden.bytes))
    #expect(file.metadata == golden.metadata)
    let items = file.entries.map {
      Safetensors.Item(name: $0.name, elementType: $0.elementType, shape: $0.shape)
    }
    #expect(items == golden.items)
    // Backwards, so that the order is the writer's.
    let tensors = try zip(items, file.entries).map { (item: $0, bytes: try file.bytes(of: $1)) }.reversed()
    try Safetensors.write(Array(tensors), metadata: file.metadata, to: directory.path + "/again")
    #expect(directory.bytes("again") == golden.bytes)
  }

  @Test func contents() throws {
    let directory = TemporaryDirectory()
    let file = try SafetensorsFile(path: directory.file("mixed", SafetensorsGoldenTests.mixed.bytes))
    let contents = try file.entries.map { try file.bytes(of: $0) }
    #expect(
      contents == [
        [7, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0], [],
        [0, 0, 0x80, 0x3F], [5, 0, 0, 0], [0, 0x3C, 0, 0xB8], [1, 2, 3], [1, 0],
      ])
    #expect(file.entry(named: "b") == file.entries[6])
    #expect(file.entry(named: "none") == nil)
  }

  /// The order of types in a file with one tensor of each that NumPy or PyTorch has, named by its type.
  @Test func orderOfTypes() throws {
    let order = [
      "U64", "I64", "F64", "C64", "F32", "U32", "I32", "BF16", "F16", "U16", "I16", "F8_E4M3", "F8_E5M2",
      "I8", "U8",
      "BOOL",
    ]
    let directory = TemporaryDirectory()
    let items = order.sorted().map { name in
      let type = Safetensors.ElementType(rawValue: name)!
      return (
        item: Safetensors.Item(name: name, elementType: type, shape: [1]),
        bytes: [UInt8](repeating: 0, count: type.bitCount / 8)
      )
    }
    try Safetensors.write(items, to: directory.path + "/x")
    #expect(try SafetensorsFile(path: directory.path + "/x").entries.map(\.name) == order)
  }
}
