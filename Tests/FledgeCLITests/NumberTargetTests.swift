import Fledge
import FledgeFiles
import TestSupport
import Testing

/// Losses by name, weights of classes, and data sets of numbers.
@Suite struct NumberTargetTests {
  let scratch = TemporaryDirectory()

  /// Rows of three numbers, and what they make: x₀ − 2·x₁ + 0.5, or its sign as a class.
  private func arrays(classes: Bool, outputs: Int? = nil) throws {
    for (part, count) in [("train", 300), ("test", 60)] {
      let numbers = (0..<3 * count).map { Float(($0 * 7919 + (part == "test" ? 31 : 0)) % 1000) / 500 - 1 }
      let x = Tensor(shape: [count, 3], numbers)
      let y = x[.all, 0] - 2 * x[.all, 1] + 0.5
      try NPY.write(x, to: scratch("x_\(part).npy"))
      if classes {
        try NPY.write((y .> 0).converted(to: .int64), to: scratch("y_\(part).npy"))
      } else {
        let columns = outputs.map { Tensor.stacked([Tensor](repeating: y, count: $0), axis: 1) } ?? y
        try NPY.write(columns, to: scratch("y_\(part).npy"))
      }
    }
  }

  private func train(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try fledge(
      ["train", "--data", scratch.path, "--hidden", "16"] + arguments.split(separator: " ").map(String.init)
        + more)
  }

  @Test("numbers are learned, evaluated and predicted", arguments: [nil, 1, 2])
  func numbers(_ outputs: Int?) throws {
    try arrays(classes: false, outputs: outputs)
    let model = scratch("model.safetensors")
    let run = try train(
      "--epochs 20 --batch-size 20 --learning-rate 0.1 --json --validation 0.2 --save", [model])
    #expect(run.status == 0, "\(run.errors)")
    let lines = try JSONValue.lines(run.output)
    let last = try #require(lines.last)
    #expect(
      last.keys == [
        "epoch", "train_loss", "validation_loss", "validation_mae", "validation_rmse", "validation_r2",
        "test_loss", "mae", "rmse", "r2", "seconds",
      ])
    #expect(try #require(last["r2"]?.double) > 0.95 && #require(last["mae"]?.double) < 0.2)
    let measured = try JSONValue.lines(fledge(["evaluate", model, "--data", scratch.path, "--json"]).output)
    #expect(
      measured.count == 1
        && measured[0].keys == [
          "examples", "loss", "mae", "rmse", "r2", "median_absolute_error", "baseline.rmse", "baseline.r2",
          "test_loss",
        ])
    for key in ["test_loss", "mae", "rmse", "r2"] { #expect(measured[0][key] == last[key]) }
    let predicted = try fledge(["predict", model, "--json", "-"], input: "0,0,0\n1,1,1\n")
    let values = try JSONValue.lines(predicted.output)
    #expect(values.count == 2 && values[0].keys == ["source", "number", "values"])
    guard case .array(let numbers)? = values[0]["values"] else { return #expect(Bool(false)) }
    #expect(numbers.count == outputs ?? 1)
    let people = try fledge(["evaluate", model, "--data", scratch.path])
    #expect(people.output.contains(", test MAE ") && people.status == 0)
  }

  @Test("what people see of numbers")
  func table() throws {
    try arrays(classes: false)
    let run = try train("--epochs 1")
    #expect(run.lines[0].hasSuffix("300 examples to train on, 60 to test; 3 inputs, 1 number to predict"))
    #expect(run.lines[3].contains("train loss  test loss   test MAE"))
    #expect(run.output.contains("\ntest MAE ") && run.output.contains("R²"))
  }

  @Test("rows of a table are examples, and no pictures")
  func examples() throws {
    try arrays(classes: true)
    let model = scratch("model.safetensors")
    #expect(try train("--epochs 1 --quiet --save", [model]).status == 0)
    let run = try fledge(["evaluate", model, "--data", scratch.path])
    #expect(run.output.contains(" % of 60 examples\n"), "\(run.output)")
  }

  @Test(
    "every loss, on numbers and on classes", arguments: Loss.standard.filter(\.takesNumbers).map(\.name))
  func losses(_ name: String) throws {
    for classes in [false, true] {
      try arrays(classes: classes)
      let run = try train("--epochs 5 --learning-rate 0.1 --json --loss \(name)")
      #expect(run.status == 0, "\(run.errors)")
      let losses = try JSONValue.lines(run.output).compactMap { $0["train_loss"]?.double }
      #expect(losses.count == 5 && losses[4] < losses[0], "\(name) \(classes): \(losses)")
    }
  }

  @Test(
    "cross-entropy and its options go with classes alone: a usage error",
    arguments: [
      "--loss cross-entropy", "--class-weights balanced", "--label-smoothing 0.1",
    ])
  func classesAlone(_ option: String) throws {
    try arrays(classes: false)
    let run = try train(option)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(
      run.errors.contains("goes with classes, and the targets of \(scratch.path) are numbers"),
      "\(run.errors)")
  }

  @Test("weights of classes and smoothed labels have their effect, and the heading says so")
  func weights() throws {
    try arrays(classes: true)
    let options = ["", "--class-weights balanced", "--class-weights 1,3", "--label-smoothing 0.1"]
    let runs = try options.map { try train("--epochs 2 " + $0) }
    let losses = try options.map { try train("--epochs 2 --json " + $0).output.split(separator: ",")[1] }
    #expect(Set(losses).count == 4)
    #expect(runs[2].output.contains("loss cross-entropy with class weights [1.0, 3.0]"))
    let wrong = try train("--class-weights 1,2,3")
    #expect(wrong.status == 64 && wrong.errors.contains("a weight for each of the 2 classes"))
  }

  @Test("the lecture's formulas know classes alone, and a share too small holds nothing back: usage errors")
  func unusable() throws {
    try arrays(classes: false)
    let byHand = try train("--engine by-hand")
    #expect(byHand.status == 64 && byHand.errors.contains("--engine by-hand knows classes alone"))
    let share = try train("--validation 0.00001")
    #expect(
      share.status == 64
        && share.errors.contains(
          "a share of 1e-05 of the 300 examples of \(scratch.path) holds none of them back"),
      "\(share.errors)")
  }

  @Test("a test part in numbers beside a training part in bytes")
  func otherType() throws {
    try arrays(classes: true)
    try NPY.write(.zeros([300, 3], dtype: .uint8), to: scratch("x_train.npy"))
    let run = try train("--epochs 1")
    #expect(
      run.status == 1
        && run.errors.contains("expected inputs of uint8, as in the training part, found float32"),
      "\(run.errors)")
  }

  @Test("a class whose examples count nothing leaves a finite training")
  func classWithoutWeight() throws {
    try arrays(classes: true)
    let run = try train("--epochs 2 --batch-size 1 --class-weights 0,1 --validation 0.2 --quiet")
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("a model and a data set of the other kind")
  func otherKind() throws {
    try arrays(classes: false)
    let numbers = scratch("numbers.safetensors")
    #expect(try train("--epochs 1 --save", [numbers]).status == 0)
    // Beside a model of numbers whole numbers are numbers, too.
    try arrays(classes: true)
    let whole = try fledge(["evaluate", numbers, "--data", scratch.path])
    #expect(whole.status == 0 && whole.output.contains("test MAE"), "\(whole.errors)")
    try arrays(classes: false, outputs: 2)
    let wrong = try fledge(["evaluate", numbers, "--data", scratch.path])
    #expect(
      wrong.status == 1 && wrong.errors.contains("expected 1 number to predict, as the model"),
      "\(wrong.errors)")
    let inputs = try fledge(["evaluate", numbers])
    #expect(inputs.status == 1 && inputs.errors.contains("expected 3 inputs"), "\(inputs.errors)")
  }
}
