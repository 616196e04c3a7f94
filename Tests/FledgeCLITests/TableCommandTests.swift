import Fledge
import FledgeFiles
import TestSupport
import Testing

/// `fledge train`, `evaluate` and `predict` on tables, `fledge data describe`.
@Suite struct TableCommandTests {
  let scratch = TemporaryDirectory()

  /// Rows of two species that size and island tell apart, one size missing, and a weight that is three times the size.
  private func birds() throws -> String {
    var lines = ["size,island,weight,species"]
    for row in 0..<120 {
      let isGull = row % 3 == 0
      let size = (isGull ? 4 : 6) + Double(row * 7919 % 100) / 100
      let island = row % 2 == 0 ? "north" : "south"
      lines.append("\(row == 7 ? "NA" : "\(size)"),\(island),\(3 * size + 1),\(isGull ? "gull" : "tern")")
    }
    let path = scratch("birds.csv")
    try write(lines, to: path)
    return path
  }

  private func write(_ lines: [String], to path: String) throws {
    try AtomicFile.write(to: path) { try $0.write(Array((lines.joined(separator: "\n") + "\n").utf8)) }
  }

  @Test("classes of a table: trained, measured by its rows, predicted by the names of columns")
  func classes() throws {
    let (table, model) = (try birds(), scratch("m.safetensors"))
    let run = try fledge(["train", table, "--target", "species", "--epochs", "60", "--save", model])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.lines[0].hasSuffix("birds.csv: 96 rows to train on, 24 held back to validate; 5 inputs, 2 classes"))
    #expect(
      run.lines[1]
        == "comma-separated, a heading, 120 rows; predicts \"species\", 2 classes, from 2 numbers and 1 category"
    )
    #expect(run.output.contains("validation error 0.00 %: 0 of 24\nclass tern for all: error 33.33 %"))
    #expect(run.output.contains("gull  tern"))

    let evaluated = try fledge(["evaluate", model, table, "--json"])
    let figures = try #require(JSONValue.lines(evaluated.output).first)
    #expect(figures.keys.prefix(4) == ["examples", "loss", "accuracy", "error"])
    #expect(figures["examples"] == 120)
    #expect(try #require(figures["accuracy"]?.double) > 0.95)
    #expect(try fledge(["evaluate", model, table]).output.contains(" % of 120 rows\n"))

    // Other columns, in another order, between others, an island that is new.
    let rows = scratch("rows.csv")
    try write(["note;island;weight;size", "a;south;13;4", "b;east;19;6.5", "c;;19.5;"], to: rows)
    let predicted = try fledge(["predict", model, rows, "--json"])
    #expect(predicted.status == 0, "\(predicted.errors)")
    let lines = try JSONValue.lines(predicted.output)
    #expect(lines.map { $0["name"] } == ["gull", "tern", "tern"])
    #expect(predicted.errors.contains("\"island\": 1 row with a text that the model does not know"))
    #expect(predicted.errors.contains("\"island\": nothing in 1 row"))
    #expect(!predicted.errors.contains("\"size\""))
  }

  @Test("numbers of a table: errors and predictions are in its own units")
  func numbers() throws {
    let (table, model) = (try birds(), scratch("m.safetensors"))
    let run = try fledge([
      "train", table, "--target", "weight", "--ignore", "species", "--test-fraction", "0.1", "--save", model,
      "--json",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let lines = try JSONValue.lines(run.output)
    #expect(
      lines[0].keys == [
        "epoch", "learning_rate", "train_loss", "validation_loss", "validation_mae", "validation_rmse",
        "validation_r2",
        "seconds",
      ])
    // The test part is measured once, and stands in the last epoch's object.
    #expect(
      lines[lines.count - 1].keys == [
        "epoch", "learning_rate", "train_loss", "validation_loss", "validation_mae", "validation_rmse",
        "validation_r2", "seconds", "kept_epoch", "test_loss", "mae", "rmse", "r2", "result",
      ])
    let figures = try #require(JSONValue.lines(fledge(["evaluate", model, table, "--json"]).output).first)
    #expect(figures.keys.prefix(5) == ["examples", "loss", "mae", "rmse", "r2"])
    #expect(try #require(figures["mae"]?.double) < 0.5 && #require(figures["r2"]?.double) > 0.9)
    let rows = scratch("rows.jsonl")
    try write(["{\"size\": 5, \"island\": \"south\"}", "{\"size\": 6, \"island\": \"north\"}"], to: rows)
    let values = try JSONValue.lines(fledge(["predict", model, rows, "--json"]).output).map { line in
      guard case .array(let numbers)? = line["values"] else { return Double.nan }
      return numbers[0].double ?? .nan
    }
    #expect(abs(values[0] - 16) < 1 && abs(values[1] - 19) < 1, "\(values)")
  }

  @Test("rows of standard input are answered one by one; a bad line ends them, or is passed over")
  func stream() throws {
    let (table, model) = (try birds(), scratch("m.safetensors"))
    #expect(
      try fledge([
        "train", table, "--target=species", "--ignore=weight", "--epochs=60", "--quiet", "--save", model,
      ]).status == 0)
    let input = "island,size\nsouth,4\nnorth\nsouth,6.5\nnorth,x\n"
    let stopped = try fledge(["predict", model, "-"], input: input)
    #expect(stopped.status == 1)
    #expect(stopped.errors.contains("standard input: line 3: expected 2 fields as in the heading, found 1"))
    let gone = try fledge(["predict", model, "-", "--keep-going"], input: input)
    #expect(gone.status == 1 && gone.lines.count == 2, "\(gone.output)")
    #expect(gone.lines[0].contains("gull") && gone.lines[1].contains("tern"))
    #expect(gone.errors.contains("line 3") && gone.errors.contains("line 5"))
  }

  @Test("a training of a table goes on with the same bits from its checkpoint")
  func resumed() throws {
    let table = try birds()
    let (whole, part) = (scratch("whole.safetensors"), scratch("part.safetensors"))
    let (checkpoint, more) = (
      scratch("c.safetensors"), ["--target", "species", "--batch-size", "7", "--schedule", "constant"]
    )
    #expect(try fledge(["train", table, "--epochs", "4", "--save", whole] + more).status == 0)
    #expect(try fledge(["train", table, "--epochs", "2", "--checkpoint", checkpoint] + more).status == 0)
    let run = try fledge(["train", "--resume", checkpoint, "--epochs", "4", "--save", part, "--threads", "1"])
    #expect(run.status == 0, "\(run.errors)")
    let models = try [whole, part].map { try SavedModel(from: $0).model.namedTensors.map(\.parameter.value) }
    for (one, other) in zip(models[0], models[1]) {
      #expect(one.elements(as: Float.self) == other.elements(as: Float.self))
    }
    let again = try fledge(["train", table, "--resume", checkpoint, "--epochs", "4", "--quiet"])
    #expect(again.status == 0, "\(again.errors)")
    let other = try fledge(["train", "mnist", "--resume", checkpoint])
    #expect(other.status == 1 && other.errors.contains("--data"), "\(other.errors)")
  }

  @Test("categories of many levels become numbers in a layer of the model")
  func embedding() throws {
    var lines = ["code,value"]
    for row in 0..<300 { lines.append("c\(row % 15),\(row % 15 < 7 ? 1.5 : -1.5)") }
    let (table, model) = (scratch("t.csv"), scratch("m.safetensors"))
    try write(lines, to: table)
    let run = try fledge([
      "train", table, "--target", "value", "--task", "regression", "--epochs", "30", "--save", model,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try fledge(["inspect", model]).output.contains("TableInput(1 column, 1 of them categories)"))
    let figures = try #require(JSONValue.lines(fledge(["evaluate", model, table, "--json"]).output).first)
    #expect(try #require(figures["r2"]?.double) > 0.95)
  }

  @Test("the same data by --data; data given twice, and options of other data, are usage errors")
  func usage() throws {
    let table = try birds()
    #expect(
      try fledge(["train", "--data", table, "--target", "species", "--epochs", "1", "--quiet"]).status == 0)
    for (arguments, part) in [
      (["train", table], "say which column of"),
      (["train", table, "--data", table, "--target", "species"], "the data are given twice"),
      (
        ["train", "digits", "--target", "y"],
        "--target does not go with digits, the drawn digits: it is for tables and archives of arrays\n"
      ),
      (
        ["train", "digits", "--preset", "plain"],
        "--preset does not go with digits, the drawn digits: it is for tables\n"
      ),
      (["train", table, "--target", "species", "--size", "3"], "--size is for folders of pictures"),
      (
        ["train", table, "--target", "species", "--test", table, "--test-fraction", "0.1"],
        "leave one of them out"
      ),
      (["train", table, "--target", "species", "--task", "classes"], "classification"),
      (["train", table, "--target", "species", "--separator", "dot"], "separator"),
    ] as [([String], String)] {
      let run = try fledge(arguments)
      #expect(run.status == 64 && run.errors.contains(part), "\(arguments): \(run.errors)")
    }
  }

  @Test("what is wrong with a table, or does not fit the model, is an error with status 1")
  func errors() throws {
    let (table, model) = (try birds(), scratch("m.safetensors"))
    #expect(
      try fledge(["train", table, "--target", "species", "--epochs", "1", "--quiet", "--save", model]).status
        == 0)
    let rows = scratch("rows.csv")
    try write(["size,island", "4,south"], to: rows)
    let bad = scratch("bad.csv")
    try write(["size,island,weight,species", "4,south,1,gull", "big,south,1,gull"], to: bad)
    let strange = scratch("strange.csv")
    try write(["size,island,weight,species", "4,south,1,puffin"], to: strange)
    for (arguments, part) in [
      (["train", scratch("bird.csv")], "bird.csv: no such file; did you mean \"birds.csv\"?"),
      (["train", table, "--target", "colour"], "expected a column \"colour\", found the columns \"size\""),
      (["predict", model, rows], "\"weight\""), (["evaluate", model, bad], "line 3, column \"size\""),
      (["evaluate", model, strange], "expected one of the classes \"gull\", \"tern\", found \"puffin\""),
      (["train", table, "--target", "species", "--numeric", "island"], "column \"island\""),
    ] as [([String], String)] {
      let run = try fledge(arguments)
      #expect(run.status == 1 && run.errors.contains(part), "\(arguments): \(run.errors)")
    }
    let allowed = try fledge(["predict", model, rows, "--allow-missing"])
    #expect(
      allowed.status == 0 && allowed.errors.contains("\"weight\": nothing in 1 row"), "\(allowed.errors)")
  }

  @Test("a table described, for people and programs")
  func described() throws {
    let table = try birds()
    let run = try fledge(["data", "describe", table, "--target", "species"])
    #expect(run.status == 0)
    #expect(run.lines[0].hasSuffix("birds.csv: comma-separated, a heading, 120 rows, 4 columns"))
    #expect(run.output.contains("size     number        1"))
    #expect(run.output.contains("tern (80), gull (40)"))
    let object = try #require(JSONValue.lines(fledge(["data", "describe", table, "--json"]).output).first)
    #expect(object.keys == ["file", "rows", "columns", "findings"] && object["rows"] == 120)
  }
}
