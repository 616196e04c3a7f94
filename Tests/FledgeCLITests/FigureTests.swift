import Fledge
import FledgeFiles
import TestSupport
import Testing

/// What is told of a model: figures of all examples and of each class, beside a guess and a linear model.
@Suite struct FigureTests {
  let scratch = TemporaryDirectory()

  /// Rows whose class is told by `size`, but for every eleventh row; one in `rare` of them is a gull.
  private func birds(rare: Int, rows: Int = 200) throws -> String {
    let lines = (0..<rows).map { row in
      let isGull = (row % rare == 0) != (row % 11 == 10)
      return
        "\((row % rare == 0 ? 4 : 6) + Double(row * 37 % 100) / 80),\(row % 3),\(isGull ? "gull" : "tern")"
    }
    return try write(["size,place,species"] + lines, "birds.csv")
  }

  /// Numbers that are a straight line of `x`, and of `z` the square.
  private func curve(_ rows: Int = 200) throws -> String {
    let lines = (0..<rows).map { row in
      let (x, z) = (Double(row * 37 % 101) / 50 - 1, Double(row * 53 % 97) / 48 - 1)
      return "\(x),\(z),\(1000 + 300 * x + 200 * z * z)"
    }
    return try write(["x,z,price"] + lines, "curve.csv")
  }

  private func write(_ lines: [String], _ name: String) throws -> String {
    try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: scratch(name))
    return scratch(name)
  }

  private func train(_ table: String, _ target: String, _ more: String) throws -> FledgeRun {
    try fledge(["train", table, "--target", target] + more.split(separator: " ").map(String.init))
  }

  @Test("classes: every figure in JSON, those of a class under its name, and in a table for people")
  func classes() throws {
    let (table, model) = (try birds(rare: 3), scratch("m.safetensors"))
    let run = try train(table, "species", "--epochs 40 --save \(model)")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.contains("\nclass tern for all: error ") && run.output.contains("\nlogistic regression on "))
    #expect(run.output.contains("\nof so few rows one part tells little: --folds 5 measures"))
    #expect(run.output.contains("\naccuracy ") && run.output.contains(", balanced accuracy "))
    let figures = try #require(JSONValue.lines(fledge(["evaluate", model, table, "--json"]).output).first)
    #expect(
      figures.keys == [
        "examples", "loss", "accuracy", "error", "balanced_accuracy", "precision_macro", "recall_macro",
        "f1_macro", "auc", "average_precision", "log_loss", "brier", "calibration_error", "baseline.class",
        "baseline.loss", "baseline.accuracy", "baseline.error",
      ]
        + ["gull", "tern"].flatMap { name in
          ["examples", "precision", "recall", "f1", "auc", "average_precision"].map {
            "classes.\(name).\($0)"
          }
        })
    let recalls = ["gull", "tern"].compactMap { figures["classes.\($0).recall"]?.double }
    #expect(figures["balanced_accuracy"]?.double == (recalls[0] + recalls[1]) / 2)
    #expect(figures["loss"]?.double.map { abs($0 - figures["log_loss"]!.double!) < 1e-6 } ?? false)
    #expect(figures["baseline.class"] == "tern" && figures["classes.gull.auc"] == figures["auc"])
    let people = try fledge(["evaluate", model, table])
    #expect(people.lines[0].hasSuffix(" % of 200 rows"))
    #expect(people.lines.contains { $0.hasPrefix("class  examples  precision  recall") })
    #expect(people.lines.contains { $0.hasPrefix("gull ") && $0.split(separator: " ").count == 7 })
  }

  @Test("a class that holds more than four fifths: balanced accuracy and ROC area are the headline")
  func uneven() throws {
    let (table, model) = (try birds(rare: 9, rows: 400), scratch("m.safetensors"))
    let run = try train(table, "species", "--epochs 30 --save \(model)")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\nvalidation balanced accuracy "), "\(run.output)")
    let line = try fledge(["evaluate", model, table]).lines[0]
    #expect(
      line.contains(", balanced accuracy ") && line.contains(" %, ROC area 0.") && line.contains("; error "))
  }

  @Test("programs are told the result of a table, beside a guess and a linear model")
  func resultForPrograms() throws {
    let run = try train(try curve(), "price", "--epochs 200 --json --test-fraction 0.2")
    let object = try #require(JSONValue.lines(run.output).last)
    #expect(object.keys.suffix(5) == ["test_loss", "mae", "rmse", "r2", "result"], "\(run.errors)")
    let result = try #require(object["result"])
    #expect(
      result.keys == [
        "part", "examples", "loss", "mae", "rmse", "r2", "median_absolute_error", "baseline", "linear_model",
      ])
    #expect(result["part"] == "test" && result["examples"] == 40 && result["baseline"]?["r2"] == 0)
    let (network, linear) = (try #require(result["rmse"]?.double), try #require(result["linear_model"]))
    #expect(linear["name"] == "ridge regression" && linear["network_is_better"] == true)
    // The square is nothing to a linear model: 200·sd(z²) is about 60.
    #expect(try #require(linear["rmse"]?.double) > 40 && network < 40, "\(network)")
    let classes = try train(try birds(rare: 3), "species", "--epochs 2 --json")
    let last = try #require(JSONValue.lines(classes.output).last?["result"])
    #expect(last.keys.prefix(4) == ["part", "examples", "loss", "accuracy"])
    #expect(last["linear_model"]?["name"] == "logistic regression")
  }

  @Test("a network that is no better than a linear model is told so")
  func noBetter() throws {
    let lines = (0..<100).map { "\($0),\(3 * $0)" }
    let run = try train(try write(["x,y"] + lines, "line.csv"), "y", "--epochs 3 --task regression")
    #expect(run.output.contains("\nridge regression on the same inputs: RMSE "), "\(run.errors)")
    #expect(run.output.contains(": the network is no better\n"))
  }

  @Test("a linear model that would take long is left out, and a line says so")
  func leftOut() throws {
    let heading = (0..<1100).map { "x\($0)" }.joined(separator: ",") + ",y"
    let lines = (0..<20).map { row in
      (0..<1100).map { "\(Double((row + 1) * ($0 + 3) % 89) / 8)" }.joined(separator: ",")
        + ",\(Double(row) / 7)"
    }
    let table = try write([heading] + lines, "wide.csv")
    let run = try train(table, "y", "--epochs 1 --hidden 4")
    #expect(
      run.output.contains("\nridge regression: left out, 16 rows × 1,088 inputs are too many for it\n"),
      "\(run.errors)")
    let json = try JSONValue.lines(train(table, "y", "--epochs 1 --hidden 4 --json").output)
    #expect(json.last?["result"]?["linear_model"] == .null)
  }

  @Test("many classes: the worst of them")
  func manyClasses() throws {
    let lines = (0..<400).map { "\($0 % 40),c\($0 % 40)" }
    let (table, model) = (try write(["x,y"] + lines, "many.csv"), scratch("m.safetensors"))
    #expect(try train(table, "y", "--epochs 2 --quiet --save \(model)").status == 0)
    let people = try fledge(["evaluate", model, table])
    #expect(people.output.contains("\nthe 30 of 40 classes with the lowest F1:\nclass "), "\(people.errors)")
    #expect(people.output.contains("among the first two ") && people.output.contains("among the first five "))
  }
}
