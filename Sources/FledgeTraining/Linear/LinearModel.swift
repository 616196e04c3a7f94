import FledgeBasics
import FledgeData
import FledgeNN
import FledgeTensor

/// A linear model with a small quadratic penalty, fitted to its optimum: multinomial logistic regression for classes, ridge regression
/// for numbers. What a network is worth shows beside it.
///
/// ```swift
/// if let linear = LinearModel(fitting: train) {
///   print(Evaluation(of: linear, on: validation).error)
/// }
/// ```
///
/// Computed in Float64, with the same bits on any number of threads. Its result is that of a layer: logits (m, classes) or numbers
/// (m, numbers).
public struct LinearModel: Layer {
  /// What the columns of the inputs hold; nil: numbers. The code of a category counts as a column for each level, 1 where it stands.
  public let columns: [TableInput.Column]?
  /// (columns, outputs), Float64.
  public let weights: Tensor
  /// (outputs), Float64; they are not penalised.
  public let intercepts: Tensor

  /// Fits the model to all examples of a data set, as they are before its transforms, each counting the same.
  ///
  /// - Parameters:
  ///   - dataset: the examples.
  ///   - columns: what the columns of its inputs hold, as a table's encoding says; nil: numbers.
  ///   - penalty: λ > 0 of ½λ‖W‖², beside the sum of the examples' losses: the negative logarithm of the probability of the class,
  ///     or half the squared error. 1 is scikit-learn's default for both.
  ///   - tolerance: the largest partial derivative of the mean loss at which the search for logistic regression ends; it ends after
  ///     `iterations`, too.
  ///   - iterations: see there.
  ///
  /// Nil where that would take long, beyond some seconds: more than 2²⁴ numbers of inputs, 2²⁶ of them times the classes, or for numbers more
  /// than 1,024 columns.
  public init?(
    fitting dataset: Dataset, columns: [TableInput.Column]? = nil, penalty: Double = 1,
    tolerance: Double = 1e-4, iterations: Int = 100
  ) {
    require(penalty > 0 && penalty.isFinite, "LinearModel: expected a penalty above 0, got \(penalty)")
    let width = LinearDesign.width(of: dataset, columns)
    guard dataset.count > 0, Self.isFeasible(dataset, width: width) else { return nil }
    self.columns = columns
    let design = LinearDesign(
      LinearDesign.expanded(dataset.inputs, columns, scale: dataset.scale).converted(to: .float64),
      penalty: penalty)
    if dataset.hasClasses {
      (weights, intercepts) = LogisticRegression(
        design, labels: dataset.labels, classes: dataset.classes, penalty: penalty
      ).fitted(LBFGS(tolerance: tolerance, iterations: iterations))
    } else {
      let targets = dataset.targets.converted(to: .float64)
      let numbers = targets.reshaped(to: [dataset.count, targets.shape.count(over: 1...)])
      (weights, intercepts) = design.ridgeRegression(numbers, penalty: penalty)
    }
  }

  private static func isFeasible(_ dataset: Dataset, width: Int) -> Bool {
    let (numbers, overflow) = dataset.count.multipliedReportingOverflow(by: width + 1)
    guard !overflow, numbers <= 1 << 24 else { return false }
    return dataset.hasClasses ? numbers * dataset.classes <= 1 << 26 : width <= 1024
  }

  /// XW + b of inputs (m, …), their columns as they were fitted.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    matmul(LinearDesign.expanded(x, columns, scale: 1).converted(to: .float64), weights) + intercepts
  }

  /// Shows nothing: it was fitted to its optimum, and there is nothing to train.
  public func visit(_ visitor: inout some ModuleVisitor) {}
}

extension LinearModel: CustomStringConvertible {
  /// `LinearModel(13, 3)`.
  public var description: String { "LinearModel(\(weights.shape[0]), \(weights.shape[1]))" }
}
