import FledgeBasics
import FledgeTensor

extension Gradients {
  /// With the paths of `model`, whose gradients these must be.
  public func named(by model: some Module) -> [(name: String, gradient: Tensor)] {
    zip(names(of: model), tensors).map { ($0, $1) }
  }

  /// The paths of the parameters of `model` that did not reach the loss and so have gradients of zeros: parts of the model
  /// that the loss does not use, or that were taken from the model outside the closure.
  public func unreached(of model: some Module) -> [String] {
    if unreached.isEmpty { return [] }
    let names = names(of: model)
    return unreached.map { names[$0] }
  }

  /// The paths of the parameters of `model`, whose gradients these must be, where a NaN or an infinity stands in the gradient.
  public func notFinite(of model: some Module) -> [String] {
    let names = names(of: model)
    return numbersNotFinite.map { names[$0] }
  }

  /// Their numbers among `tensors`.
  var numbersNotFinite: [Int] { tensors.indices.filter { !tensors[$0].length.isFinite } }

  /// ‖g‖, the Euclidean norm of all gradients together.
  public var norm: Double {
    let lengths = tensors.map(\.length)
    let sum = lengths.reduce(0) { $0 + $1 * $1 }
    let longest = lengths.max() ?? 0
    // Finite lengths whose squares overflow or vanish: again, with the longest as the unit.
    let isExact = sum.isFinite && sum >= Double.leastNormalMagnitude / Double.ulpOfOne
    if isExact || !(longest > 0 && longest.isFinite) { return sum.squareRoot() }
    return longest * lengths.reduce(0) { $0 + ($1 / longest) * ($1 / longest) }.squareRoot()
  }

  /// A table of the parameters of `model`, whose gradients these must be: path, shape and norm.
  public func summary(of model: some Module) -> String { table(names: names(of: model)) }

  private func names(of model: some Module) -> [String] {
    let names = model.namedParameters.filter { !$0.parameter.isFrozen }.map(\.name)
    require(
      names.count == tensors.count,
      "gradients: the model has \(names.count) parameters that are not frozen, these are \(tensors.count) gradients"
    )
    return names
  }

  private func table(names: [String]) -> String {
    let rows = tensors.indices.map { index in
      [
        names[index], "\(tensors[index].shape)", number(tensors[index].length),
        unreached.contains(index) ? "does not reach the loss" : "",
      ]
    }
    let table = TextTable([["gradient", "shape", "norm"]] + rows, rightAligned: [2])
    return "\(table)\ntotal norm: \(number(norm))"
  }

  private func number(_ value: Double) -> String { NumberText.significant(value) }
}

extension Gradients: CustomStringConvertible {
  /// A table by number: shape and norm. `summary(of:)` has the paths.
  public var description: String { table(names: tensors.indices.map(String.init)) }
}

extension Tensor {
  /// ‖x‖ over all elements, also where it is more than Float32 holds.
  var length: Double {
    let norm = detached.norm().item
    return norm == .infinity && dtype == .float32 ? detached.converted(to: .float64).norm().item : norm
  }
}
