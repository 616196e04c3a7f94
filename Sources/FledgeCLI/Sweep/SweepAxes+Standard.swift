import ArgumentParser
import Fledge
import FledgeBasics

extension SweepAxes {
  /// What varies where nothing is said: the four settings that matter most often, around what the data get without a sweep. What is said
  /// for all trials is left out.
  ///
  /// Throws `ValidationError` where nothing is left.
  static func standard(_ data: SweepData, _ shared: StoredArguments) throws -> [SearchAxis] {
    let size = data.batchSize
    let sizes = [size / 2, size, size * 2, size * 4].filter { (1...max(size, data.count)).contains($0) }
    let axes = [
      SearchAxis(
        "learning-rate",
        .range(SearchRange(short(data.learningRate / 10), short(data.learningRate * 10), isLogarithmic: true))
      ),
      SearchAxis("hidden", .choices(["64", "256", "128,128", "256,256", "256,256,256"])),
      SearchAxis("batch-size", .choices(sizes.map { "\($0)" })),
      SearchAxis("weight-decay", .range(SearchRange(1e-6, 1e-2, isLogarithmic: true))),
    ]
    let left = axes.filter { !shared.says($0.flag) && !($0.name == "hidden" && hasNetwork(shared)) }
    guard !left.isEmpty else { throw ValidationError("say what varies: --vary 'average=0..0.99 linear'") }
    return left
  }

  private static func hasNetwork(_ shared: StoredArguments) -> Bool {
    shared.says("--layers") || shared.says("--initial")
  }

  private static func short(_ number: Double) -> Double {
    Double(NumberText.scientific(number, digits: 3)) ?? number
  }
}
