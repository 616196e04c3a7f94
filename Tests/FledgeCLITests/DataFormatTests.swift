import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeCLI

/// `--format`, and what is found without it.
@Suite struct DataFormatTests {
  let scratch = TemporaryDirectory()

  private func file(_ name: String, _ text: String) -> String { scratch.file(name, Array(text.utf8)) }

  @Test("a safetensors file of arrays is trained and measured as an archive is, by any name")
  func safetensors() throws {
    let x = Tensor(shape: [100, 2], (0..<200).map { Float($0 * 7919 % 1000) / 500 - 1 })
    let y = (x[.all, 0] .> x[.all, 1]).converted(to: .int32)
    let (data, archive, model) = (scratch("z.bin"), scratch("z.npz"), scratch("m.safetensors"))
    let tensors = [("x", x), ("y", y)].map { name, tensor in
      (
        item: Safetensors.Item(
          name: name, elementType: .init(tensor.dtype), shape: tensor.shape.dimensions),
        bytes: tensor.withBytes { [UInt8]($0) }
      )
    }
    try Safetensors.write(tensors, to: data)
    try NPZ.write(["x": x, "y": y], to: archive)
    for more in [[], ["--format", "safetensors"], ["--input", "x"]] {
      let run = try fledge(
        ["train", data, "--target", "y", "--epochs", "30", "--hidden", "8", "--save", model] + more)
      #expect(
        run.lines.first?.contains("80 examples to train on, 20 held back to validate; 2 inputs") == true,
        "\(run.errors)")
    }
    let figures = try [data, archive].map {
      try JSONValue.lines(fledge(["evaluate", model, $0, "--target", "y", "--json"]).output)
    }
    #expect(figures[0] == figures[1] && figures[0].first?["examples"] == 100)
    let unnamed = try fledge(["train", data])
    #expect(
      unnamed.status == 64 && unnamed.errors.contains("--target NAME, one of x, y"), "\(unnamed.errors)")
    let missing = try fledge(["train", data, "--target", "z"])
    #expect(
      missing.status == 1 && missing.errors.contains("expected one of the arrays x, y"), "\(missing.errors)")
  }

  @Test("a format overrides what a file looks like")
  func overrides() throws {
    // Rows that begin with a brace are JSON lines, unless they are said to be separated values.
    let rows = (0..<20).map { "{\($0),\($0 % 2)" }.joined(separator: "\n")
    let braces = file("t.csv", "{a,y\n\(rows)\n")
    let found = try fledge(["train", braces, "--target", "y", "--epochs", "1"])
    #expect(found.status == 1 && found.errors.contains("line 1"), "\(found.errors)")
    let said = try fledge(["train", braces, "--target", "y", "--epochs", "1", "--format", "csv"])
    #expect(said.status == 0 && said.output.contains("comma-separated"), "\(said.errors)")
    let described = try fledge(["data", "describe", braces, "--format", "csv"])
    #expect(
      described.output.contains("comma-separated") && described.output.contains("{a"), "\(described.errors)")
    #expect(try fledge(["data", "describe", braces, "--format", "npz"]).status == 64)
    // A comma in every field, and no tab in the heading.
    let tabs = file("t.txt", "a,b\ty\n" + (0..<20).map { "\($0),5\t\($0 % 2)\n" }.joined())
    let run = try fledge(["train", tabs, "--target", "y", "--epochs", "1", "--format", "tsv"])
    #expect(run.status == 0 && run.output.contains("tab-separated"), "\(run.errors)")
  }

  @Test(
    "a flag and what takes it back are both known",
    arguments: ["--heading", "--no-heading", "--no-decimal-comma", "--no-stream"])
  func flags(_ flag: String) throws {
    let rows = (0..<20).map { "\($0),\($0 % 2)\n" }.joined()
    let table = file("t.csv", flag == "--no-heading" ? rows : "a,y\n" + rows)
    let target = flag == "--no-heading" ? "2" : "y"
    let run = try fledge(["train", table, "--target", target, "--epochs", "1", flag])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("a format that is not what stands there is an error of the file")
  func contradictions() throws {
    let table = file("t.csv", "a,y\n1,0\n2,1\n")
    for (format, message) in [
      ("jsonl", "line 1"), ("npz", "ZIP"), ("pictures", "expected a folder of class folders, found a file"),
      ("idx", "expected a directory of IDX files, found a file"),
      ("npy", "expected a directory of NPY files"),
    ] {
      let run = try fledge(["train", table, "--target", "y", "--format", format])
      #expect(
        run.status == 1 && run.errors.contains("t.csv") && run.errors.contains(message),
        "\(format): \(run.errors)")
    }
    let folder = try fledge(["train", scratch.path, "--format", "csv"])
    #expect(folder.status == 1 && folder.errors.contains("found a directory"), "\(folder.errors)")
    let nothing = try fledge(["train", scratch("none"), "--format", "csv"])
    #expect(nothing.status == 1 && nothing.errors.contains("no such file"), "\(nothing.errors)")
    let unknown = try fledge(["train", table, "--format", "ndjson"])
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean 'jsonl'?"), "\(unknown.errors)")
  }
}
