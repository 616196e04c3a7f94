import FledgeBasics
import FledgeTensor

extension Dataset {
  /// What a model learns of an example.
  public enum Task: String, Sendable, CaseIterable {
    /// Which of several classes it is of.
    case classification
    /// Numbers.
    case regression
  }
}

/// What is to be learned of an array of targets, as far as the array itself tells.
///
/// Whole numbers of whatever type are classes if there are at most 20 different ones, or if they are of an integer type and exactly
/// 0 to k − 1; so are truth values. Everything else, and targets of several numbers, are numbers to predict.
public struct TargetFinding: Sendable, Equatable, CustomStringConvertible {
  /// What the targets are taken for.
  public let task: Dataset.Task
  /// The reason, for people: `3 different whole numbers, taken for classes`.
  public let description: String

  /// More different numbers than these are hardly classes.
  static let mostLabels = 20

  /// Looks at targets (m) or (m, …) of any type.
  public init(of targets: Tensor) {
    let columns = targets.rank == 0 ? 1 : targets.shape.count(over: 1...)
    guard columns == 1 else {
      self.init(.regression, "rows of \(NumberText.grouped(columns)) numbers")
      return
    }
    switch targets.dtype {
    case .bool: self.init(.classification, "truth values")
    case .float32: self.init(numbers: targets, as: Float.self)
    case .float64: self.init(numbers: targets, as: Double.self)
    case .int32, .int64, .uint8: self.init(integers: targets)
    }
  }

  private init(_ task: Dataset.Task, _ reason: String) {
    self.task = task
    description = "\(reason), taken for \(task == .classification ? "classes" : "numbers to predict")"
  }

  private init<T: TensorScalar & BinaryFloatingPoint & Hashable>(numbers: Tensor, as type: T.Type) {
    let different = numbers.withElements(as: T.self) { elements -> Set<T>? in
      var different: Set<T> = []
      for element in elements {
        guard element.rounded() == element, element.isFinite else { return nil }
        if different.count <= Self.mostLabels { different.insert(element) }
      }
      return different
    }
    guard let different else {
      self.init(.regression, "numbers with fractions")
      return
    }
    self.init(different.count)
  }

  private init(integers: Tensor) {
    let different = Set(integers.elements(as: Int64.self))
    if different.count > Self.mostLabels, different.count <= Dataset.mostClasses, different.min() == 0,
      different.max() == Int64(different.count) - 1
    {
      self.init(.classification, "the whole numbers 0 to \(NumberText.grouped(different.count - 1))")
    } else {
      self.init(different.count)
    }
  }

  private init(_ different: Int) {
    if different > Self.mostLabels {
      self.init(.regression, "more than \(Self.mostLabels) different whole numbers")
    } else {
      self.init(.classification, NumberText.count(different, "different whole number"))
    }
  }
}
