import FledgeTensor

/// What a model does with a batch of any size: the operations of two runs on batches of different sizes, which are the same but for
/// lengths that follow the batch.
///
/// ```swift
/// let trace = try ModelTrace(model, input: [28, 28])
/// for operation in trace.operations { print(operation.path, operation.form, operation.output) }
/// ```
///
/// For exporters: a length that follows the batch is written as a symbol. Code of the model that looks at the size of a batch shows as a
/// difference between the runs; code that looks at values does not show, and what ran on zeros is what is traced.
public struct ModelTrace: Sendable {
  /// The length of an axis, or a whole number among what an operation is written down with.
  public enum Length: Sendable, Hashable {
    /// The same for every batch.
    case fixed(Int)
    /// So many times the number of examples.
    case batch(times: Int)
  }

  /// Where a value comes from.
  public enum Source: Sendable {
    /// The model's input.
    case input
    /// The parameter or statistic of this path.
    case weight(String)
    /// The result of the operation of this number.
    case operation(Int)
    /// The model's own code: the same value for every batch.
    case constant(Tensor)
  }

  /// A value that is read.
  public struct Value: Sendable {
    /// Where it comes from.
    public let source: Source
    /// Its shape.
    public let shape: [Length]
  }

  /// One operation.
  public struct Operation: Sendable {
    /// The path of the layer that it belongs to.
    public let path: String
    /// How it is written down, for a batch of two examples.
    public let form: Exported
    /// The whole numbers in `form`, by their names, for every batch.
    public let attributes: [String: [Length]]
    /// What it reads.
    public let inputs: [Value]
    /// The shape of its result.
    public let output: [Length]
    /// The type of its result.
    public let dtype: DType
  }

  /// The operations in the order in which they run.
  public let operations: [Operation]
  /// What the model gives.
  public let result: Value
  /// The parameters and statistics by their paths.
  public let weights: [(name: String, value: Tensor)]

  /// Runs `model`, as it evaluates, on two batches of zeros.
  ///
  /// Throws `ModelTraceError` naming the first operation in which the runs differ in more than lengths that follow the batch.
  ///
  /// - Parameters:
  ///   - model: what is traced.
  ///   - input: the shape of one example.
  ///   - dtype: the type of the input, which may be one of integers.
  public init(_ model: some Layer, input: Shape, dtype: DType = .float32) throws(ModelTraceError) {
    func run(_ count: Int) -> TracedRun {
      let x = Tensor.zeros(Shape([count] + input.dimensions), dtype: dtype)
      return TracedRun(ModelRun(model, on: x), on: x)
    }
    let runs = TracedRuns(run(TracedRuns.sizes.first), run(TracedRuns.sizes.second))
    operations = try runs.operations()
    result = try runs.result()
    weights = runs.first.run.weights
  }
}

/// In which operation two runs of a model on batches of different sizes differ in more than lengths that follow the batch.
public struct ModelTraceError: Error, CustomStringConvertible, Sendable {
  /// The path of the layer that the operation belongs to; empty for the model itself.
  public let path: String
  /// What the operation is; the result of the model where all operations agree.
  public let operation: String
  /// What differs.
  public let problem: String

  /// `layers.2: ReduceSum: …`.
  public var description: String { (path.isEmpty ? "" : path + ": ") + "\(operation): \(problem)" }
}
