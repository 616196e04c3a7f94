import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Folders of pictures and arrays, found by looking.
@Suite struct DataKindTests {
  let scratch = TemporaryDirectory()

  @Test("a folder of class folders, trained and predicted with the folders' names")
  func pictures() throws {
    for (name, shade) in [("dark", 20), ("light", 220)] {
      try FileManager.default.createDirectory(
        atPath: scratch("p/\(name)"), withIntermediateDirectories: true)
      for number in 0..<10 {
        let pixels = (0..<36).map { UInt8(shade + ($0 * 7 + number * 3) % 20) }
        try PNG.write(Picture(Tensor(shape: [6, 6], pixels)), to: scratch("p/\(name)/\(number).png"))
      }
    }
    let model = scratch("m.safetensors")
    let run = try fledge([
      "train", scratch("p"), "--hidden", "8", "--batch-size", "4", "--epochs", "20", "--save", model,
    ])
    #expect(
      run.status == 0 && run.lines[0].contains("16 pictures to train on, 4 held back to validate"),
      "\(run.errors)")
    let predicted = try fledge(["predict", model, scratch("p/light/3.png")])
    #expect(predicted.output.contains("  light "), "\(predicted.output)")
    let measured = try fledge(["evaluate", model, scratch("p"), "--json"])
    let figures = try #require(JSONValue.lines(measured.output).first)
    #expect(figures["examples"] == 20 && figures["accuracy"] != nil, "\(measured.errors)")
    try FileManager.default.moveItem(atPath: scratch("p/dark"), toPath: scratch("p/dim"))
    let other = try fledge(["evaluate", model, scratch("p")])
    #expect(other.status == 1 && other.errors.contains("found \"dim\""), "\(other.errors)")
    let resized = try fledge([
      "train", scratch("p"), "--size", "3x4", "--channels", "colour", "--epochs", "1",
    ])
    #expect(resized.output.contains("3×4 pixels in colour"), "\(resized.errors)")
  }

  @Test("a model of arrays is measured on arrays of every kind")
  func measuredArrays() throws {
    let numbers = (0..<200).map { Float($0 * 7919 % 1000) / 500 - 1 }
    let x = Tensor(shape: [100, 2], numbers)
    let y = (x[.all, 0] .> x[.all, 1]).converted(to: .int32) + 3
    let (inputs, targets, archive) = (scratch("x.npy"), scratch("y.npy"), scratch("z.npz"))
    try NPY.write(x, to: inputs)
    try NPY.write(y, to: targets)
    try NPZ.write(["x": x, "y": y], to: archive)
    let model = scratch("m.safetensors")
    #expect(
      try fledge(["train", inputs, targets, "--epochs", "30", "--quiet", "--hidden", "8", "--save", model])
        .status
        == 0)
    let results = try [[inputs, targets], [archive, "--target", "y"]].map { data in
      try JSONValue.lines(fledge(["evaluate", model] + data + ["--json"]).output)
    }
    #expect(results[0].first?["examples"] == 100 && results[0] == results[1])
    #expect(try #require(results[0].first?["accuracy"]?.double) > 0.9)
  }

  @Test("two arrays, and an archive of arrays")
  func arrays() throws {
    let numbers = (0..<200).map { Float($0 * 7919 % 1000) / 500 - 1 }
    let x = Tensor(shape: [100, 2], numbers)
    let y = (x[.all, 0] .> x[.all, 1]).converted(to: .int32)
    let (inputs, targets, archive) = (scratch("x.npy"), scratch("y.npy"), scratch("z.npz"))
    try NPY.write(x, to: inputs)
    try NPY.write(y, to: targets)
    try NPZ.write(["x": x, "y": y], to: archive)
    for data in [
      [inputs, targets], [archive, "--target", "y"], [archive, "--target", "y", "--input", "x"],
    ] {
      let run = try fledge(["train"] + data + ["--epochs", "1", "--hidden", "4"])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.lines[0].contains("80 examples to train on, 20 held back to validate; 2 inputs, 2 classes"))
    }
    for data in [[inputs], [archive], [inputs, targets, inputs], [archive, inputs]] {
      #expect(try fledge(["train"] + data).status == 64, "\(data)")
    }
  }
}
