import Fledge
import FledgeFiles
import TestSupport
import Testing

/// What an option of a training changes, and what it leaves as it is.
@Suite struct TrainingOptionTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()
  private var model: String { scratch("m.safetensors") }

  private func train(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    let run = try fledge(
      ["train", "--data", data.path] + arguments.split(separator: " ").map(String.init) + more)
    #expect(run.status == 0, "\(arguments): \(run.errors)")
    return run
  }

  private func lines(_ arguments: String, _ more: [String] = []) throws -> [JSONValue] {
    try JSONValue.lines(train("--json " + arguments, more).output)
  }

  /// The tensors of the model after a training, by their names.
  private func tensors(_ arguments: String, _ more: [String] = []) throws -> [String: [Double]] {
    _ = try train("--quiet " + arguments, more + ["--save", model])
    let content = try Safetensors.load(model)
    return Dictionary(
      uniqueKeysWithValues: content.names.map { ($0, content[$0]!.elements(as: Double.self)) })
  }

  /// ‖a − b‖ over all tensors.
  private func distance(_ a: [String: [Double]], _ b: [String: [Double]]) -> Double {
    var sum = 0.0
    for (name, values) in a {
      for (x, y) in zip(values, b[name]!) { sum += (x - y) * (x - y) }
    }
    return sum.squareRoot()
  }

  /// A rate at which nothing moves shows where a training starts.
  private static let still = "--epochs 1 --learning-rate 1e-300"

  @Test(
    "--clip-norm: a step is no longer than the rate times it; where no gradient is so long, nothing changes")
  func clipping() throws {
    let start = try tensors("--hidden 8 " + Self.still)
    let options = "--hidden 8 --epochs 1 --batch-size 100 --learning-rate 1"
    let free = try tensors(options)
    // A gradient that is looked at is rounded before the step, and one that is not is a part of it.
    #expect(distance(try tensors(options + " --clip-norm 1e9"), free) < 1e-5)
    let clipped = distance(try tensors(options + " --clip-norm 0.01"), start)
    #expect(clipped > 0.005 && clipped < 0.02 * 1.0001, "two steps of \(clipped) in all")
    #expect(distance(free, start) > 0.04)
  }

  @Test(
    "--average: the model that is measured and saved is the mean of the weights; the training goes the same way"
  )
  func average() throws {
    let options = "--hidden 8 --batch-size 50 --epochs 3 --learning-rate 0.5"
    let (plain, averaged) = (try lines(options), try lines(options + " --average 0.5"))
    for (one, other) in zip(plain, averaged) {
      let (a, b) = (try #require(one["train_loss"]?.double), try #require(other["train_loss"]?.double))
      #expect(abs(a - b) <= 1e-6 * a)
    }
    #expect(plain.last?["test_loss"] != averaged.last?["test_loss"])
    // One step an epoch: the weights after one and after two.
    let whole = "--hidden 8 --batch-size 200 --learning-rate 0.5 --epochs"
    let (one, two) = (try tensors(whole + " 1"), try tensors(whole + " 2"))
    #expect(try tensors(whole + " 1 --average uniform") == one)
    let mean = try tensors(whole + " 2 --average uniform")
    for (name, values) in mean {
      for (index, value) in values.enumerated() {
        #expect(abs(value - (one[name]![index] + two[name]![index]) / 2) < 1e-6, "\(name)")
      }
    }
  }

  @Test("--average: the statistics of the model are measured anew, over the training part")
  func averageOfStatistics() throws {
    let layers = ["--layers", "linear 8, batch-norm, relu, linear"]
    let options = "--batch-size 50 --epochs 2 --learning-rate 0.5 --no-shuffle"
    let plain = try tensors(options, layers)
    let averaged = try tensors(options + " --average 0.9", layers)
    let saved = try SavedModel(from: model)
    let examples = try Dataset.load(from: data.path).train.scaled(by: saved.card.scale)
    let loader = DataLoader(examples.shaped(saved.card.input), batchSize: 50)
    let average = AnyLayer(saved.model)
    let measured = average.measuringStatistics(over: loader.epoch(0)) { _ = $0($1.inputs) }
    #expect(measured.namedStatistics.count == 2)
    for (one, other) in zip(average.namedStatistics, measured.namedStatistics) {
      let pairs = zip(
        one.statistic.value.elements(as: Float.self), other.statistic.value.elements(as: Float.self))
      #expect(pairs.allSatisfy { abs($0 - $1) < 1e-6 }, "\(one.name)")
      #expect(plain[one.name]! != averaged[one.name]!, "\(one.name)")
    }
  }

  /// One step of the whole part: with a decoupled decay a parameter is pulled by rate·decay times what it was.
  @Test(
    "--decay-all: adamw pulls weights, and scales of norms only where it is told to",
    arguments: [false, true])
  func decay(_ all: Bool) throws {
    let layers = ["--layers", "linear 8, layer-norm, relu, linear"]
    let start = try tensors(Self.still, layers)
    let options = "--optimizer adamw --batch-size 200 --epochs 1 --learning-rate 0.05 --weight-decay"
    let without = try tensors(options + " 0", layers)
    let with = try tensors(options + " 0.5" + (all ? " --decay-all" : ""), layers)
    #expect(start.keys.contains(where: { $0.hasSuffix(".scale") }) && start.count == 6, "\(start.keys)")
    for (name, values) in start {
      let pull = name.hasSuffix(".weight") || all ? 0.05 * 0.5 : 0
      for (index, value) in values.enumerated() {
        #expect(abs(without[name]![index] - with[name]![index] - pull * value) < 1e-6, "\(name)")
      }
    }
  }

  /// The largest second moment so far differs from the present one when gradients have become small.
  @Test("--optimizer amsgrad is not adam")
  func amsgrad() throws {
    let options = "--hidden 8 --batch-size 10 --epochs 20 --learning-rate 0.05 --optimizer "
    #expect(try tensors(options + "adam") != tensors(options + "amsgrad"))
  }

  @Test("--validation: the error of the part held back, by its name; the test part decides nothing")
  func validation() throws {
    let options = "--hidden 8 --batch-size 20 --epochs 6 --learning-rate 1 --validation 0.2"
    let line = try #require(lines("--epochs 1 " + options).last)
    #expect(line.keys.contains("validation_loss") && line.keys.contains("validation_error"), "\(line.keys)")
    let wrong = try #require(line["validation_error"]?.double) * 40
    #expect(abs(wrong - wrong.rounded()) < 1e-9 && (0...40).contains(wrong), "\(wrong) of 40")
    func models() throws -> [[UInt8]] {
      try ["", " --early-stopping 1"].map { stopping in
        _ = try train("--quiet " + options + stopping, ["--save", model])
        return scratch.bytes("m.safetensors")
      }
    }
    let before = try models()
    for (train, test) in [(0, 2), (1, 3)] {
      data.scratch.file(SmallData.names[test], data.scratch.bytes(SmallData.names[train]))
    }
    #expect(try models() == before)
  }

  @Test("IDX files of floating point in the place of labels are numbers to predict")
  func numbersInIDXFiles() throws {
    for (name, count) in [(SmallData.names[1], 200), (SmallData.names[3], 100)] {
      try IDX.write(
        numbers: Tensor((0..<count).map { Float($0 * 7 % 10) / 4 - 1 }), to: data.scratch(name))
    }
    let last = try #require(
      lines("--hidden 16 --batch-size 20 --epochs 60 --learning-rate 0.1", ["--save", model]).last)
    #expect(last.keys == ["epoch", "train_loss", "test_loss", "mae", "rmse", "r2", "seconds"])
    #expect(try #require(last["r2"]?.double) > 0.3, "\(last.text)")
    let measured = try JSONValue.lines(fledge(["evaluate", model, "--data", data.path, "--json"]).output)
    #expect(measured.count == 1 && measured[0]["rmse"] == last["rmse"])
  }
}
