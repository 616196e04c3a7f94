import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// Predictions as rows of named columns, in a file or a stream.
@Suite struct PredictionOutputTests {
  let scratch = TemporaryDirectory()
  private let model: String

  /// A model of classes of which one has a comma and a quote in its name.
  init() throws {
    model = scratch("m.safetensors")
    var lines = ["id,size,species"]
    for row in 0..<150 {
      let isGull = row % 3 == 0
      lines.append("\(row),\(isGull ? 4 : 6).\(row % 10),\(isGull ? "gull" : "\"tern, \"\"arctic\"\"\"")")
    }
    let table = scratch.file("birds.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
    let run = try fledge([
      "train", table, "--target", "species", "--ignore", "id", "--epochs", "40", "--quiet", "--save", model,
    ])
    #expect(run.status == 0, "\(run.errors)")
  }

  private func rows(_ text: String, _ name: String = "rows.csv") -> String {
    scratch.file(name, Array(text.utf8))
  }

  private func text(_ name: String) -> String { String(decoding: scratch.bytes(name), as: UTF8.self) }

  private let heading = "id,note,prediction,probability_gull,\"probability_tern, \"\"arctic\"\"\""

  @Test("a file: the order of the rows, columns to the front as they stand, class names, probabilities")
  func file() throws {
    let input = rows("note,size,id\n\"a, b\",6.5,007\n,4,0x1\nc,6.1,3\n")
    let run = try fledge([
      "predict", model, input, "--keep", "id", "--keep=note", "--output", scratch("out.csv"),
    ])
    #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
    let lines = text("out.csv").split(separator: "\n").map(String.init)
    #expect(lines.count == 4 && lines[0] == heading)
    #expect(lines[1].hasPrefix("007,\"a, b\",\"tern, \"\"arctic\"\"\",") && lines[2].hasPrefix("0x1,,gull,"))
    let table = try Table(csv: scratch("out.csv"), format: CSVFormat(texts: ["id"]))
    #expect(table["id"]!.text(at: 0) == "007" && table["prediction"]!.text(at: 2) == "tern, \"arctic\"")
    let json = try JSONValue.lines(fledge(["predict", model, input, "--json"]).output)
    for row in 0..<3 {
      let probabilities = [3, 4].map { table.columns[$0].number(at: row)! }
      #expect(abs(probabilities[0] + probabilities[1] - 1) < 1e-6)
      guard case .array(let expected)? = json[row]["probabilities"] else { return #expect(Bool(false)) }
      for (a, b) in zip(probabilities, expected) { #expect(Float(a) == Float(b.double!)) }
    }
  }

  @Test("the same columns from a list, as JSON lines, on standard output, and from a stream")
  func otherWays() throws {
    let content = "note,size,id\nx,6.5,007\n,4,8\n"
    let input = rows(content)
    let csv = try fledge(["predict", model, input, "--keep", "id,note"])
    #expect(csv.lines[0] == heading && csv.lines.count == 3)
    #expect(try fledge(["predict", model, "-", "--keep", "id,note"], input: content).output == csv.output)
    let lines = try fledge([
      "predict", model, input, "--keep", "id,note", "--output", scratch("out.jsonl"),
    ])
    #expect(lines.status == 0, "\(lines.errors)")
    let objects = try JSONValue.lines(text("out.jsonl"))
    #expect(
      objects[0].keys == ["id", "note", "prediction", "probability_gull", "probability_tern, \"arctic\""])
    #expect(objects[0]["id"] == "007" && objects[1]["note"] == .null && objects[1]["prediction"] == "gull")
    let streamed = try fledge(
      ["predict", model, "-", "--format", "jsonl", "--keep", "id,note"], input: content)
    #expect(streamed.output == text("out.jsonl"))
    // No rows: the heading alone.
    #expect(try fledge(["predict", model, "-", "--format", "csv"], input: "size\n").lines.count == 1)
  }

  @Test("numbers in their own units; a kept number is one in JSON")
  func numbers() throws {
    let lines = ["x,y"] + (0..<100).map { "\($0),\(1000 + 2 * $0)" }
    let table = rows(lines.joined(separator: "\n") + "\n", "line.csv")
    let numbers = scratch("n.safetensors")
    let run = try fledge([
      "train", table, "--target", "y", "--task", "regression", "--quiet", "--save", numbers,
    ])
    #expect(run.status == 0, "\(run.errors)")
    let predicted = try fledge(["predict", numbers, table, "--format", "csv", "--keep", "x"])
    #expect(predicted.lines[0] == "x,prediction" && predicted.lines.count == 101)
    let value = try #require(Double(predicted.lines[51].split(separator: ",")[1]))
    #expect(predicted.lines[51].hasPrefix("50,") && abs(value - 1100) < 20, "\(predicted.lines[51])")
    let object = try JSONValue.lines(
      fledge(["predict", numbers, table, "--format", "jsonl", "--keep", "x"]).output)[50]
    #expect(object == ["x": 50, "prediction": .number(value)])
  }

  @Test("a file that is there is replaced whole or not at all")
  func atomic() throws {
    scratch.file("out.csv", Array("old".utf8))
    let bad = rows("size\n4\nbig\n")
    let failed = try fledge(["predict", model, bad, "--output", scratch("out.csv")])
    #expect(failed.status == 1 && text("out.csv") == "old")
    let stream = "size\n4\n1,2,3\n6\n"
    let stopped = try fledge(["predict", model, "-", "--output", scratch("out.csv")], input: stream)
    #expect(stopped.status == 1 && text("out.csv") == "old")
    let gone = try fledge(
      ["predict", model, "-", "--output", scratch("out.csv"), "--keep-going"], input: stream)
    #expect(gone.status == 1 && text("out.csv").split(separator: "\n").count == 3, "\(gone.errors)")
    #expect(scratch.names.allSatisfy { !$0.hasPrefix(".") })
    let nowhere = try fledge(["predict", model, rows("size\n4\n"), "--output", scratch("no/where.csv")])
    #expect(nowhere.status == 1 && nowhere.errors.contains("there is no directory"))
  }

  @Test("what does not go together, and columns that are not there")
  func refused() throws {
    let input = rows("size,prediction\n4,1\n")
    for (arguments, status, part) in [
      (["--keep", "id"], 1, "expected a column \"id\""),
      (["--keep", "prediction"], 64, "two columns \"prediction\""),
      (["--keep", "size,size"], 64, "\"size\""),
      (["--keep", ","], 64, "the name of a column"), (["--format", "xml"], 64, "csv"),
      (["--json", "--format", "csv"], 64, "leave it out, or say --format jsonl"),
      (["--output", input], 64, "which is read"), (["--output", model], 64, "which is read"),
    ] as [([String], Int32, String)] {
      let run = try fledge(["predict", model, input] + arguments)
      #expect(run.status == status && run.errors.contains(part), "\(arguments): \(run.errors)")
    }
  }

  @Test("pictures are told by where they stand")
  func pictures() throws {
    let (data, path) = (SmallData(), scratch("p.safetensors"))
    #expect(
      try fledge(["train", "--data", data.path, "--hidden", "8", "--quiet", "--save", path]).status == 0)
    let idx = data.scratch(SmallData.names[2])
    let run = try fledge(["predict", path, idx, "--format", "csv"])
    #expect(run.lines[0].hasPrefix("source,number,prediction,probability_0,") && run.lines.count == 101)
    #expect(run.lines[7].hasPrefix("\(idx),7,"))
    let kept = try fledge(["predict", path, idx, "--keep", "id"])
    #expect(kept.status == 64 && kept.errors.contains("--keep names columns of a table"))
  }
}
