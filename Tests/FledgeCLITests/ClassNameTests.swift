import Fledge
import FledgeFiles
import TestSupport
import Testing

/// Data sets whose labels are no numbers from 0 on: their names reach the model, the tables and JSON.
@Suite struct ClassNameTests {
  /// The small data set with labels from 1 to 10.
  private func fromOne() -> SmallData {
    let data = SmallData()
    for name in [SmallData.names[1], SmallData.names[3]] {
      let bytes = data.scratch.bytes(name)
      data.scratch.file(name, bytes.prefix(8) + bytes.dropFirst(8).map { $0 + 1 })
    }
    return data
  }

  private func train(_ data: SmallData, _ words: String...) throws -> FledgeRun {
    try fledge(
      ["train", "--data", data.path, "--hidden", "none", "--epochs", "8", "--save", data.scratch("m")] + words
    )
  }

  @Test("names go from the labels into the model, the confusion matrix and predictions")
  func names() throws {
    let data = fromOne()
    let run = try train(data)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("4×4 pixels, 10 classes"))
    let heading = try #require(run.lines.first { $0.hasSuffix(" 10") && $0.hasPrefix("    ") })
    #expect(heading.split(separator: " ") == (1...10).map { "\($0)" })
    #expect(try fledge(["inspect", data.scratch("m")]).output.contains("classes: 1, 2, 3, 4"))
    let predicted = try fledge(["predict", data.scratch("m"), "--json", data.scratch(SmallData.names[2])])
    for line in try JSONValue.lines(predicted.output) {
      let (number, name) = (try #require(line["class"]?.double), line["name"])
      #expect(name == .string("\(Int(number) + 1)"))
    }
  }

  @Test("evaluate finds a model's classes by name, and names a label that is none of them")
  func evaluate() throws {
    let data = fromOne()
    #expect(try train(data).status == 0)
    let model = data.scratch("m")
    let right = try fledge(["evaluate", model, "--data", data.path])
    #expect(right.status == 0 && right.output.contains("labels down"), "\(right.errors)")
    let plain = SmallData()
    let wrong = try fledge(["evaluate", model, "--data", plain.path])
    #expect(wrong.status == 1 && wrong.output.isEmpty)
    #expect(wrong.errors.contains("one of the 10 classes (1, 2, 3, 4, 5, …), found 0"), "\(wrong.errors)")
  }

  @Test("pixels of floating point train and are evaluated")
  func floats() throws {
    let data = SmallData()
    for name in [SmallData.names[0], SmallData.names[2]] {
      let bytes = data.scratch.bytes(name)
      let numbers = bytes.dropFirst(16).flatMap { byte in
        let bits = (Float(byte) / 255).bitPattern
        return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (24 - 8 * UInt32($0))) }
      }
      data.scratch.file(name, [0, 0, 0x0d, 3] + bytes[4..<16] + numbers)
    }
    let run = try train(data)
    #expect(run.status == 0, "\(run.errors)")
    let evaluated = try fledge(["evaluate", data.scratch("m"), "--data", data.path, "--json"])
    #expect(evaluated.status == 0, "\(evaluated.errors)")
  }
}
