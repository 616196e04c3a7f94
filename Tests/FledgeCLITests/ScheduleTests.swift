import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeCLI

/// `fledge train --schedule` and `--warm-up`.
@Suite struct ScheduleTests {
  private let data = SmallData()

  private func train(_ arguments: String) throws -> FledgeRun {
    let run = try fledge(
      ["train", "--data", data.path, "--hidden", "8"] + arguments.split(separator: " ").map(String.init))
    #expect(run.status == 0, "\(arguments): \(run.errors)")
    return run
  }

  private func column(_ key: String, _ arguments: String) throws -> [Double] {
    try JSONValue.lines(train("--json " + arguments).output).map { try #require($0[key]?.double) }
  }

  /// 200 pictures in batches of 100 for three epochs are six steps; steps 2, 4 and 6 end an epoch.
  @Test func jsonShowsTheRates() throws {
    let expected: [(arguments: String, factors: [Double])] = [
      ("--schedule linear", [9.0 / 12, 5.0 / 12, 1.0 / 12]),
      ("--schedule step", [1, 0.1, 0.01]),
      ("--schedule constant", [1, 1, 1]),
      ("--warm-up 0.75", [1.5 / 4.5, 3.5 / 4.5, 1]),
      ("--schedule linear --warm-up 0.5", [1.5 / 3, 2.5 / 3, 0.5 / 3]),
    ]
    for (arguments, factors) in expected {
      let rates = try column("learning_rate", "--epochs 3 --learning-rate 0.3 " + arguments)
      #expect(rates.count == 3)
      for (rate, factor) in zip(rates, factors) { #expect(abs(rate - 0.3 * factor) < 1e-15, "\(arguments)") }
    }
  }

  @Test(arguments: OptimizerChoice.all.map(\.name)) func everyOptimizer(_ name: String) throws {
    let arguments = "--epochs 4 --schedule one-cycle --optimizer \(name)"
    let rates = try column("learning_rate", arguments)
    let choice = try #require(OptimizerChoice.all.first { $0.name == name })
    let expected = [1, 3, 5, 7].map {
      choice.make(.init()).learningRate * LearningRateSchedule.oneCycle.factor(at: $0, of: 8)
    }
    for (rate, value) in zip(rates, expected) { #expect(abs(rate - value) < 1e-15) }
    let losses = try column("train_loss", arguments)
    #expect(losses[3] < losses[0])
  }

  @Test(arguments: LearningRateSchedule.standard.map(\.name)) func bothEngines(_ name: String) throws {
    let arguments = "--epochs 2 --dtype float64 --schedule \(name) --engine "
    let (automatic, byHand) = (
      try train("--json " + arguments + "autodiff"), try train("--json " + arguments + "by-hand")
    )
    for (a, b) in zip(try JSONValue.lines(automatic.output), try JSONValue.lines(byHand.output)) {
      #expect(a["learning_rate"] == b["learning_rate"])
      let (a, b) = (try #require(a["test_loss"]?.double), try #require(b["test_loss"]?.double))
      #expect(abs(a - b) <= 1e-9 * max(1, abs(a)))
    }
  }

  /// The command line takes what the table has; each changes the training, but for the constant rate.
  @Test func everyScheduleIsAnOption() throws {
    let names = LearningRateSchedule.standard.map(\.name)
    #expect(names == ["constant", "linear", "cosine", "one-cycle", "step", "cosine-log"])
    let without = try column("train_loss", "--epochs 3")
    let losses = try names.map { try column("train_loss", "--epochs 3 --schedule \($0)") }
    #expect(losses[0] == without)
    for i in losses.indices {
      for j in losses.indices.dropFirst(i + 1) { #expect(losses[i] != losses[j], "\(names[i]), \(names[j])") }
    }
    #expect(try column("train_loss", "--epochs 3 --schedule cosine --warm-up 0") == losses[2])
    #expect(try column("train_loss", "--epochs 3 --schedule cosine --warm-up 0.5") != losses[2])
  }

  @Test func tableForPeople() throws {
    let run = try train("--epochs 3 --schedule linear --learning-rate 0.12")
    #expect(run.lines[2].hasPrefix("sgd, learning rate 0.12 by linear, batches of 100; "))
    #expect(run.lines[3].split(separator: " ").prefix(3) == ["epoch", "last", "rate"])
    #expect(run.lines[4...6].map { $0.split(separator: " ")[1] } == ["0.090000", "0.050000", "0.010000"])
    let warm = try train("--epochs 1 --warm-up 0.25")
    #expect(warm.lines[2].contains("learning rate 0.2 by constant after a warm-up of 0.25, "))
  }

  /// What a schedule is for: in three passes over MNIST, 98 %, which a constant rate of the same size does not reach.
  @Test(.enabled(if: ClassicExercise.isAvailable)) func threeEpochsOfMNIST() throws {
    func error(_ schedule: [String]) throws -> Double {
      let run = try fledge(
        [
          "train", "--data", ClassicExercise.directory! + "/mnist", "--hidden", "256", "--activation", "gelu",
          "--optimizer", "adam", "--learning-rate", "0.01", "--batch-size", "150", "--epochs", "3", "--json",
        ] + schedule, patience: 600)
      #expect(run.status == 0, "\(run.errors)")
      return try #require(try JSONValue.lines(run.output).last?["test_error"]?.double)
    }
    #expect(try error(["--schedule", "linear", "--warm-up", "0.1"]) <= 0.02)
    #expect(try error([]) > 0.02)
  }
}
