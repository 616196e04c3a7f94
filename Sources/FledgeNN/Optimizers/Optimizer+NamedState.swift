import FledgeTensor

/// Why a state does not belong to an optimiser and its model.
public struct OptimizerStateError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The tensor or counter in question, such as `m/layers.0.weight`.
  public let place: String
  /// What the optimiser wants there.
  public let expected: String
  /// What was given.
  public let found: String

  /// The place, what was expected, and what was found.
  public var description: String { "optimizer state \(place): expected \(expected), got \(found)" }
}

extension Optimizer {
  /// What is kept, for a file: tensors under the name of the state and the path of the parameter, such as `m/layers.0.weight`.
  public func namedState(of model: some Module) -> [(name: String, tensor: Tensor)] {
    zip(model.parameterNames, state.entries).flatMap { path, entry in
      zip(stateNames, entry.tensors).map { ("\($0)/\(path)", $1) }
    }
  }

  /// The counts that go with `namedState`: the steps taken as `step`, and under `start/` and its path, for each parameter that has taken a
  /// step, how many of the others came before.
  public func stateCounters(of model: some Module) -> [String: Int] {
    var counters = ["step": state.step]
    for (path, entry) in zip(model.parameterNames, state.entries) {
      if let cohort = entry.cohort, !state.cohorts[cohort].isFrozen {
        counters["start/\(path)"] = state.cohorts[cohort].start
      }
    }
    return counters
  }

  /// Goes on from what `namedState` and `stateCounters` gave for a model with the same parameters; the next step gives the bits that
  /// it would have given there.
  ///
  /// Throws `OptimizerStateError` for a tensor that is missing, of another shape or type, or not this optimiser's, and for counters that are
  /// out of range; the optimiser then is as it was.
  public mutating func restoreState(
    _ tensors: [String: Tensor], counters: [String: Int], of model: some Module
  ) throws {
    var restored = OptimizerState(groups: state.groups)
    let step = counters["step"] ?? 0
    guard step >= 0 else { throw OptimizerStateError(place: "step", expected: "0 or more", found: "\(step)") }
    let places = model.parameterPlaces
    let chosen = restored.groupIndices(of: places)
    restored.entries = chosen.map { _ in OptimizerState.Entry() }
    restored.step = step
    var unused = Set(tensors.keys)
    var unusedCounters = Set(counters.keys).subtracting(["step"])
    for (index, named) in model.namedParameters.enumerated() {
      let (path, parameter) = (named.name, named.parameter)
      let start = counters["start/\(path)"] ?? 0
      unusedCounters.remove("start/\(path)")
      guard (0...step).contains(start) else {
        throw OptimizerStateError(place: "start/\(path)", expected: "0 to \(step)", found: "\(start)")
      }
      let names = stateNames.map { "\($0)/\(path)" }
      // One without a count has not been trained so far: it was frozen.
      guard counters["start/\(path)"] != nil else { continue }
      restored.entries[index].cohort = restored.cohort(of: chosen[index], at: places[index], start: start)
      restored.entries[index].tensors = try names.map { name in
        unused.remove(name)
        return try tensors[name].fitting(parameter, name)
      }
    }
    if let name = (unused.union(unusedCounters)).min() {
      throw OptimizerStateError(
        place: name, expected: "nothing, for \(Self.self) and the model have no such state", found: "some")
    }
    state = restored
  }
}

extension Optional<Tensor> {
  fileprivate func fitting(_ parameter: Parameter, _ name: String) throws -> Tensor {
    let dtype = parameter.value.dtype
    guard let self else {
      throw OptimizerStateError(
        place: name, expected: "a tensor of shape \(parameter.shape)", found: "no such tensor")
    }
    guard self.shape == parameter.shape, self.dtype == dtype else {
      throw OptimizerStateError(
        place: name, expected: "shape \(parameter.shape) \(dtype), as its parameter has",
        found: "shape \(self.shape) \(self.dtype)")
    }
    return self.detached
  }
}
