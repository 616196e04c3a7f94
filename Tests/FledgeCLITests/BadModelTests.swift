import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Model files with a fault each, given to everything that reads one: exit status 1, nothing on standard output, and a
/// message that says what is wrong.
@Suite struct BadModelTests {
  /// The description of a network for the small data set.
  private static let description =
    "{\"version\":1,\"sizes\":[16,10],\"activation\":\"identity\",\"bias\":false,\"dtype\":\"float32\","
    + "\"input\":{\"scale\":0.00392156862745098,\"rows\":4,\"columns\":4}}"

  private static let weight =
    "\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[16,10],\"data_offsets\":[0,640]}"

  /// The bytes of a safetensors file: the header's length, the header, and so many zeros.
  private static func file(_ header: String, _ count: Int = 640) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    return length + Array(header.utf8) + [UInt8](repeating: 0, count: count)
  }

  /// The same with the description of a network.
  private static func model(_ members: String, _ count: Int = 640, description: String = description)
    -> [UInt8]
  {
    let text = JSONValue.string(description).text
    return file("{\"__metadata__\":{\"fledge\":\(text)},\(members)}", count)
  }

  private static func replaced(_ old: String, _ new: String) -> [UInt8] {
    model(weight, description: description.replacing(old, with: new))
  }

  private static func weight(_ old: String, _ new: String, _ count: Int = 640) -> [UInt8] {
    model(weight.replacing(old, with: new), count)
  }

  /// Files that no command takes.
  static let broken: [(name: String, bytes: [UInt8], says: String)] = [
    ("empty", [], "an empty file"),
    ("short", [1, 2, 3], "a file of 3 bytes"),
    ("garbage", Array("This is no model at all, only a text.".utf8), "the length of a safetensors header"),
    ("no header", file("", 0), "found an empty one"),
    ("no JSON", file("[1, 2"), "begins with '{'"),
    ("header beyond the file", Array(model(weight).prefix(100)), "the length of a header within the file"),
    ("truncated data", model(weight, 639), "within the 639 bytes of data"),
    ("data behind the end", model(weight, 641), "640 bytes of data behind the header, found 641"),
    ("duplicate keys", model(weight + "," + weight, 640), "\"layers.0.weight\" for the second time"),
    (
      "overlapping tensors",
      model(weight + ",\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[636,640]}"),
      "an overlap"
    ),
    (
      "a hole", model(weight + ",\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[644,648]}", 648),
      "a hole"
    ),
    ("offsets out of range", weight("[0,640]", "[640,1280]"), "begin at 0"),
    ("negative offsets", weight("[0,640]", "[-640,0]"), "data_offsets of integers from 0"),
    ("offsets against the shape", weight("[0,640]", "[0,636]", 636), "640 bytes for F32"),
    (
      "a shape that overflows", weight("[16,10]", "[4294967296,4294967296,4294967296]"),
      "a shape whose size in bytes is a whole number below 2^63"
    ),
    ("an unknown type", weight("F32", "F33"), "a dtype of the safetensors format"),
    ("integers for weights", weight("F32", "I32"), "expected F64, F32, BF16 or F16, found I32"),
    ("another shape", weight("[16,10]", "[10,16]"), "expected shape [16, 10], found shape [10, 16]"),
    ("another name", weight("layers.0", "layers.1"), "\"layers.0.weight\""),
    (
      "numbers that are not finite",
      model(weight, 636) + withUnsafeBytes(of: Float.nan) { Array($0) }, "expected finite numbers"
    ),
  ]

  /// Files without the description that `evaluate` and `predict` need.
  static let undescribed: [(name: String, bytes: [UInt8], says: String)] = [
    ("no metadata", file("{\(weight)}"), "the description of a model under \"fledge\""),
    ("no JSON", replaced("{\"version\"", "version"), "metadata \"fledge\""),
    ("another version", replaced("\"version\":1", "\"version\":2"), "version: expected 1"),
    ("other sizes", replaced("[16,10]", "[16,8,10]"), "\"layers.1.weight\""),
    ("one size", replaced("[16,10]", "[16]"), "2 to 65 sizes"),
    ("size 0", replaced("[16,10]", "[16,0]"), "sizes from 1"),
    ("a huge size", replaced("[16,10]", "[16,9223372036854775807]"), "sizes from 1 to 16777216"),
    ("terabytes", replaced("[16,10]", "[16,16777216,16777216,10]"), "fits into"),
    ("an unknown activation", replaced("identity", "relux"), "activation: expected one of identity relu"),
    ("an unknown type", replaced("float32", "int32"), "float32 or float64"),
    ("another picture", replaced("\"rows\":4", "\"rows\":5"), "rows × columns to be the 16 inputs"),
    ("no scale", replaced("0.00392156862745098", "0"), "a positive scale"),
  ]

  let data = SmallData()
  let scratch = TemporaryDirectory()

  private func commands(_ model: String) -> [[String]] {
    [
      ["evaluate", model, "--data", data.path], ["evaluate", model, "--data", data.path, "--json"],
      ["predict", model, data.scratch(SmallData.names[2])],
    ]
  }

  private func expectRefusal(_ arguments: [String], _ name: String, _ says: String?) throws {
    let run = try fledge(arguments)
    #expect(run.status == 1, "\(name)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("model.safetensors"), "\(name): \(run.errors)")
    if let says { #expect(run.errors.contains(says), "\(name): \(run.errors)") }
  }

  @Test(arguments: broken.indices) func brokenFiles(_ index: Int) throws {
    let (name, bytes, says) = Self.broken[index]
    let model = scratch.file("model.safetensors", bytes)
    let initial = ["train", "--data", data.path, "--hidden", "none", "--no-bias", "--initial", model]
    for arguments in commands(model) + [initial] { try expectRefusal(arguments, name, says) }
  }

  @Test(arguments: undescribed.indices) func filesWithoutDescription(_ index: Int) throws {
    let (name, bytes, says) = Self.undescribed[index]
    let model = scratch.file("model.safetensors", bytes)
    for arguments in commands(model) { try expectRefusal(arguments, name, says) }
    // Initial weights need no description, but a wrong one is none to start from.
    let initial = [
      "train", "--data", data.path, "--hidden", "none", "--no-bias", "--initial", model, "--epochs", "1",
    ]
    guard name == "no metadata" else { return try expectRefusal(initial, name, nil) }
    let run = try fledge(initial)
    #expect(run.status == 0)
    #expect(
      run.lines[2] == "weights from \(model), which does not say what network they belong to: as asked for")
  }

  @Test func filesThatAreNone() throws {
    for (path, problem) in [(scratch("model.safetensors"), "no such file"), (scratch.path, "is a directory")]
    {
      for arguments in commands(path) {
        let run = try fledge(arguments)
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors == "Error: \(path): \(problem)\n")
      }
    }
  }

  /// The model is sound, but the pictures are others.
  @Test func anotherPictureSize() throws {
    let model = scratch.file("model.safetensors", Self.model(Self.weight))
    #expect(try fledge(commands(model)[0]).status == 0)
    let wide = SmallData(rows: 2, columns: 8)
    for arguments in [
      ["evaluate", model, "--data", wide.path], ["evaluate", model, "--data", "digits"],
      ["predict", model, wide.scratch(SmallData.names[0])],
    ] {
      let run = try fledge(arguments)
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      #expect(
        run.errors.contains("expected pictures of 4×4, which the model \(model) takes"), "\(run.errors)")
    }
  }

  @Test func fewerClasses() throws {
    let fewer = Self.model(
      Self.weight.replacing("[16,10]", with: "[16,5]").replacing("640", with: "320"), 320,
      description: Self.description.replacing("[16,10]", with: "[16,5]"))
    let model = scratch.file("model.safetensors", fewer)
    let run = try fledge(["evaluate", model, "--data", data.path])
    #expect(run.status == 1)
    #expect(run.errors.contains("expected a class of 0 to 4"), "\(run.errors)")
  }
}
