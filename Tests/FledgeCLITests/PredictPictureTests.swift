import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Pictures of other sizes than a model's, and folders of them.
@Suite struct PredictPictureTests {
  let scratch = TemporaryDirectory()

  /// A folder of dark and bright pictures of 6×9 to 14×9 pixels.
  private func folder() throws -> String {
    let path = scratch("pictures")
    for (name, grey) in [("bright", 200), ("dark", 20)] {
      try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
      for number in 0..<9 {
        let size = PictureSize(rows: 6 + number, columns: 9, channels: .grey)
        let samples = (0..<size.rows * size.columns).map { UInt8(grey + ($0 * 7 + number) % 50) }
        try PNG.write(Picture(size: size, samples: samples), to: "\(path)/\(name)/\(number).png")
      }
    }
    return path
  }

  @Test("a model of a folder resizes what it is given, and says so; a folder is predicted file by file")
  func resized() throws {
    let (path, model) = (try folder(), scratch("m"))
    let run = try fledge([
      "train", path, "--size", "8", "--epochs", "30", "--quiet", "--save", model,
    ])
    #expect(run.status == 0, "\(run.errors)")
    let whole = try fledge(["predict", model, path, "--format", "csv"])
    #expect(whole.status == 0 && whole.lines.count == 19, "\(whole.errors)")
    #expect(whole.errors.split(separator: "\n").count == 1)
    #expect(whole.lines[1].hasPrefix("\(path)/bright/0.png,1,bright,"))
    #expect(whole.lines[10...].allSatisfy { $0.contains("/dark/") && $0.contains(",1,dark,") })
    let one = try fledge(["predict", model, "\(path)/dark/3.png"])
    #expect(one.output.contains("  dark "))
    #expect(one.errors.contains("dark/3.png: resized from 9×9 to 8×8 pixels, as the model takes"))
    // Eight rows and columns are taken as they are.
    let size = PictureSize(rows: 8, columns: 8, channels: .grey)
    try PNG.write(Picture(size: size, samples: Array(repeating: 30, count: 64)), to: scratch("e.png"))
    #expect(try fledge(["predict", model, scratch("e.png")]).errors.isEmpty)
  }

  @Test("a folder without files, and with one that is no picture")
  func refused() throws {
    let (path, model) = (try folder(), scratch("m"))
    #expect(
      try fledge(["train", path, "--size", "8", "--epochs", "1", "--quiet", "--save", model]).status == 0)
    try FileManager.default.createDirectory(atPath: scratch("empty"), withIntermediateDirectories: true)
    let empty = try fledge(["predict", model, scratch("empty")])
    #expect(empty.status == 1 && empty.errors.contains("found a directory without files"), "\(empty.errors)")
    try AtomicFile.write(Array("no picture".utf8), to: path + "/dark/note.txt")
    let text = try fledge(["predict", model, path])
    #expect(text.status == 1 && text.errors.contains("note.txt: expected pictures"), "\(text.errors)")
  }
}
