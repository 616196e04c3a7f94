import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// A sweep before its first trial: everything that could be wrong with it has been looked at.
struct SweepPlan {
  let request: SweepRequest
  let space: SearchSpace
  let data: SweepData
  let arguments: TrialArguments
  let course: SweepCourse
  let halving: HalvingSchedule?
  /// How many trials there are; nil: as many as there is time for.
  let trials: Int?

  /// So many trials are looked at one by one before the first begins; of more than that, what does not go together would have shown.
  private static let mostChecked = 100

  /// Throws `ValidationError` for what no trial can be told, and `FileError` for data that cannot be read or are not those that the sweep
  /// began with.
  init(_ request: SweepRequest, _ known: CommandNames.Options, save: String?) throws {
    self.request = request
    let shared = request.shared
    let axes = try SweepAxes.read(request.vary, shared, known, metric: request.metric)
    let seed = try shared.value(of: "--seed").map(Number.seed) ?? 0
    var space = try Self.space(axes, request.order, seed: seed)
    // Without settings that vary, the first trial is the training that there would be without a sweep.
    let first = try TrialArguments(shared, space, known).arguments(ofTrial: 1)
    if let save { try first.expectWritable(save) }
    data = try SweepData(first)
    if axes.isEmpty {
      space = try Self.space(SweepAxes.standard(data, shared), request.order, seed: seed)
    }
    guard request.metric.goes(with: data.measure) else {
      let kind = data.measure == .error ? "the data have classes" : "the targets are numbers"
      throw ValidationError("--metric \(request.metric.name) does not go with the data: \(kind)")
    }
    if let before = request.data { try data.fingerprint.expectSame(as: before) }
    self.space = space
    arguments = TrialArguments(
      shared, space, known, added: data.added, patience: data.needsPatience ? data.epochs : nil)
    trials = [request.trials, space.count].compactMap(\.self).min()
    halving = try Self.halving(request, trials, space, epochs: data.epochs)
    course = SweepCourse(trials: trials ?? .max, halving: halving, objective: request.metric.objective)
    try arguments.check(min(trials ?? .max, Self.mostChecked))
  }

  private static func space(_ axes: [SearchAxis], _ order: SearchSpace.Order, seed: UInt64) throws
    -> SearchSpace
  {
    let space = SearchSpace(axes, order: order, seed: seed)
    guard order == .grid else { return space }
    if let axis = space.axesWithoutPoints.first {
      throw ValidationError(
        "--search grid needs to know how many values to take of \(axis.name): '\(axis.written) 5 points'")
    }
    if space.count == nil { throw ValidationError("--search grid has more combinations than can be counted") }
    return space
  }

  private static func halving(
    _ request: SweepRequest, _ trials: Int?, _ space: SearchSpace, epochs: Int
  ) throws -> HalvingSchedule? {
    guard let factor = request.halving, let trials else { return nil }
    if space.axes.contains(where: { $0.name == "epochs" }) {
      throw ValidationError(
        "--halving decides how long trials train, and --vary epochs would, too: leave one out")
    }
    return HalvingSchedule(trials: trials, epochs: epochs, factor: factor)
  }

  /// Makes the folder of a new sweep.
  ///
  /// Throws `FileError` if the name is taken, or is none, or nothing can be made there.
  func makeFolder(named name: String?) throws -> SweepFolder {
    let data = request.shared.value(of: StoredArguments.Group.place) ?? DataReader.words[0]
    let base = RunOptions.base(of: data) + "-sweep"
    let folder =
      try name.map { try SweepFolder(creating: $0, in: RunOptions.folder) }
      ?? SweepFolder(counting: base, in: RunOptions.folder)
    try folder.write(request.record(vary: space.axes, data: self.data.fingerprint.json))
    return folder
  }
}
