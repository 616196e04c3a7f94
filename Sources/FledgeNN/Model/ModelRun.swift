import FledgeTensor

/// One run of a model, watched: its result, and every operation with its inputs, its output and the path of its layer.
///
/// ```swift
/// let run = ModelRun(model, on: x)
/// for operation in run.operations { print(operation.path, operation.form, operation.output.shape) }
/// ```
public struct ModelRun: Sendable {
  /// What the model gave.
  public let result: Tensor
  /// The operations in the order in which they ran.
  public let operations: [WatchedOperation]
  /// The parameters and statistics that the model holds, by their paths, with the values that the operations read.
  public let weights: [(name: String, value: Tensor)]

  /// Runs `model`, as it evaluates, on x (m, …), whose values may be integers.
  public init(_ model: some Layer, on x: Tensor) { self.init(model) { $0(x) } }

  /// Watches what `run` does with a copy of the model.
  public init<M: Module>(_ model: M, _ run: (M) -> Tensor) {
    var copy = model
    var placing = PlacingVisitor()
    copy.visit(&placing)
    weights = copy.namedTensors.map { ($0.name, $0.parameter.value) }
    let watched = Watch.operations { run(copy) }
    result = watched.result.detached
    var places = Places(weights)
    operations = watched.operations.map { places.placed($0) }
  }
}

/// Tells every point of a model where it is.
private struct PlacingVisitor: ModuleVisitor {
  private var path = ModulePath(root: Never.self)

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) { path.enter(name(), type) }
  mutating func leave() { path.leave() }
  mutating func visit(_ name: String, _ parameter: inout Parameter) {}
  mutating func visit(_ point: inout WatchPoint) { point.path = path.current }
}

/// Finds the layer of each operation.
private struct Places {
  /// The layers whose parameters a value is made of, and of nothing else.
  private var ofWeights: [ObjectIdentifier: String] = [:]
  /// The layers of the operations that gave values.
  private var ofResults: [ObjectIdentifier: String] = [:]

  init(_ weights: [(name: String, value: Tensor)]) {
    for (name, value) in weights {
      ofWeights[value.valueIdentity] = name.split(separator: ".").dropLast().joined(separator: ".")
    }
  }

  /// The same operation under the path of its layer: that of the parameters it reads, else what a point said, else that of what it goes on
  /// from.
  mutating func placed(_ operation: WatchedOperation) -> WatchedOperation {
    let layers = operation.inputs.compactMap { ofWeights[$0.valueIdentity] }
    let origin = operation.inputs.lazy.compactMap { [ofResults] in ofResults[$0.valueIdentity] }.first
    let path = layers.first ?? (operation.path.isEmpty ? origin ?? "" : operation.path)
    if !layers.isEmpty && layers.count == operation.inputs.count {
      ofWeights[operation.output.valueIdentity] = path
    }
    ofResults[operation.output.valueIdentity] = path
    return WatchedOperation(
      form: operation.form, inputs: operation.inputs, output: operation.output, path: path)
  }
}
