import FledgeFormula
import FledgeTensor

/// A run of a model, whose values are known by where they come from.
struct TracedRun {
  let run: ModelRun
  private var sources: [ObjectIdentifier: ModelTrace.Source] = [:]

  init(_ run: ModelRun, on x: Tensor) {
    self.run = run
    for (name, value) in run.weights { sources[value.valueIdentity] = .weight(name) }
    sources[x.valueIdentity] = .input
    for (index, operation) in run.operations.enumerated() {
      sources[operation.output.valueIdentity] = .operation(index)
    }
  }

  func source(of value: Tensor) -> ModelTrace.Source { sources[value.valueIdentity] ?? .constant(value) }
}

/// Two runs on batches of different sizes, compared operation by operation.
struct TracedRuns {
  /// No multiple of one another, so that a length of one size is not taken for one of the other.
  static let sizes = (first: 2, second: 3)

  let first, second: TracedRun

  init(_ first: TracedRun, _ second: TracedRun) { (self.first, self.second) = (first, second) }

  func operations() throws(ModelTraceError) -> [ModelTrace.Operation] {
    let (one, two) = (first.run.operations, second.run.operations)
    var result: [ModelTrace.Operation] = []
    for (a, b) in zip(one, two) { result.append(try operation(a, b)) }
    if one.count != two.count {
      let further = one.count > two.count ? one[two.count] : two[one.count]
      throw error(further, "runs for one size of the batch alone")
    }
    return result
  }

  func result() throws(ModelTraceError) -> ModelTrace.Value {
    guard let value = value(first.run.result, second.run.result) else {
      throw ModelTraceError(
        path: "", operation: "result",
        problem: differ("\(first.run.result.shape)", "\(second.run.result.shape)"))
    }
    return value
  }

  private func operation(
    _ a: WatchedOperation, _ b: WatchedOperation
  ) throws(ModelTraceError) -> ModelTrace.Operation {
    guard a.path == b.path, let attributes = attributes(a.form, b.form) else {
      throw error(a, differ("\(a.form) of the layer '\(a.path)'", "\(b.form) of '\(b.path)'"))
    }
    var inputs: [ModelTrace.Value] = []
    for (number, (x, y)) in zip(a.inputs, b.inputs).enumerated() {
      guard let value = value(x, y) else {
        throw error(
          a, "input \(number): " + differ("\(x.shape)", "\(y.shape)") + ", or a value from elsewhere")
      }
      inputs.append(value)
    }
    guard a.inputs.count == b.inputs.count, a.output.dtype == b.output.dtype,
      let output = lengths(a.output.shape.dimensions, b.output.shape.dimensions)
    else { throw error(a, differ("a result of \(a.output.shape)", "\(b.output.shape)")) }
    return ModelTrace.Operation(
      path: a.path, form: a.form, attributes: attributes, inputs: inputs, output: output,
      dtype: a.output.dtype)
  }

  private func differ(_ first: String, _ second: String) -> String {
    "\(first) for \(Self.sizes.first) examples, \(second) for \(Self.sizes.second), which does not follow the batch"
  }

  private func error(_ operation: WatchedOperation, _ problem: String) -> ModelTraceError {
    let what =
      switch operation.form {
      case .operator(let name, _), .composite(let name, _): name
      case .formula(let formula, _): "\(formula)"
      case .notExportable(let reason): reason
      }
    return ModelTraceError(path: operation.path, operation: what, problem: problem)
  }

  /// A value of both runs; nil if it comes from different places, or its shape does not follow the batch.
  private func value(_ a: Tensor, _ b: Tensor) -> ModelTrace.Value? {
    let source = first.source(of: a)
    let isSame =
      switch (source, second.source(of: b)) {
      case (.input, .input): true
      case (.weight(let one), .weight(let two)): one == two
      case (.operation(let one), .operation(let two)): one == two
      // A value that follows the batch is none that can be written down.
      case (.constant(let one), .constant(let two)): one.dtype == two.dtype && one == two
      default: false
      }
    guard isSame, let shape = lengths(a.shape.dimensions, b.shape.dimensions) else { return nil }
    return ModelTrace.Value(source: source, shape: shape)
  }

  /// The whole numbers of a form; nil if the forms differ in more than numbers that follow the batch.
  private func attributes(_ a: Exported, _ b: Exported) -> [String: [ModelTrace.Length]]? {
    switch (a, b) {
    case (.operator(let name, let one), .operator(let other, let two)),
      (.composite(let name, let one), .composite(let other, let two)):
      return name == other ? attributes(one, two) : nil
    case (.formula(let one, let numbers), .formula(let two, let others)):
      return one.outputs == two.outputs && numbers == others ? [:] : nil
    case (.notExportable(let one), .notExportable(let two)): return one == two ? [:] : nil
    default: return nil
    }
  }

  private func attributes(
    _ a: [String: Exported.Attribute], _ b: [String: Exported.Attribute]
  ) -> [String: [ModelTrace.Length]]? {
    guard a.count == b.count else { return nil }
    var result: [String: [ModelTrace.Length]] = [:]
    for (key, one) in a {
      switch (one, b[key]) {
      case (.int(let x), .int(let y)?): result[key] = lengths([x], [y])
      case (.ints(let x), .ints(let y)?): result[key] = lengths(x, y)
      case (_, let two):
        guard one == two else { return nil }
        continue
      }
      if result[key] == nil { return nil }
    }
    return result
  }

  private func lengths(_ a: [Int], _ b: [Int]) -> [ModelTrace.Length]? {
    guard a.count == b.count else { return nil }
    var result: [ModelTrace.Length] = []
    for (x, y) in zip(a, b) {
      let times = x / Self.sizes.first
      if x == y {
        result.append(.fixed(x))
      } else if x == times * Self.sizes.first && y == times * Self.sizes.second {
        result.append(.batch(times: times))
      } else {
        return nil
      }
    }
    return result
  }
}
