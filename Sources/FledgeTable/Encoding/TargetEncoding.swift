import FledgeBasics
import FledgeFiles
import FledgeTensor

/// How what is predicted becomes the target of a loss: the number of a class, or a number shifted and scaled.
public enum TargetEncoding: Sendable, Equatable {
  /// The classes, whose numbers are their places.
  case classes([String])
  /// A number, from which the mean of those that it was learnt from is subtracted, and which is divided by their standard
  /// deviation.
  case number(center: Double, scale: Double)

  /// Learns what a task's targets are like; numbers that are not to be scaled stay as they are.
  public init(fitting column: TableColumn, task: TableSchema.Task, isScaled: Bool = true) {
    switch task {
    case .classification(let classes): self = .classes(classes)
    case .regression:
      guard isScaled, case .numbers(let numbers) = column.values else {
        self = .number(center: 0, scale: 1)
        return
      }
      self.init(numbers.elements.filter { !$0.isNaN }.moments)
    }
  }

  /// Of numbers with these moments.
  init(_ moments: (center: Double, scale: Double)) {
    let isUsable = moments.scale > 0 && moments.scale.isFinite && moments.center.isFinite
    self = .number(center: moments.center.isFinite ? moments.center : 0, scale: isUsable ? moments.scale : 1)
  }

  /// The classes; nil where numbers are predicted.
  public var classNames: [String]? {
    if case .classes(let names) = self { names } else { nil }
  }

  /// What predictions, as a model gives them, are in the units of the table: itself for classes.
  public func original(_ prediction: Double) -> Double {
    if case .number(let center, let scale) = self { center + scale * prediction } else { prediction }
  }

  /// The same of many, of any shape.
  public func original(_ predictions: Tensor) -> Tensor {
    if case .number(let center, let scale) = self { predictions * scale + center } else { predictions }
  }

  /// Whether the figures are such as `init(fitting:task:)` gives.
  var isSound: Bool {
    switch self {
    case .classes(let names): names.count > 1 && Set(names).count == names.count
    case .number(let center, let scale): center.isFinite && scale > 0 && scale.isFinite
    }
  }
}

extension TargetEncoding: Codable {
  private enum Key: CodingKey { case classes, center, scale }

  /// `{"classes": […]}` or `{"center": 535.9, "scale": 451.1}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .classes(let names): try container.encode(names, forKey: .classes)
    case .number(let center, let scale):
      try container.encode(center, forKey: .center)
      try container.encode(scale, forKey: .scale)
    }
  }

  /// Reads either of both.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let names = try container.decodeIfPresent([String].self, forKey: .classes) {
      self = .classes(names)
    } else {
      self = .number(
        center: try container.decode(Double.self, forKey: .center),
        scale: try container.decode(Double.self, forKey: .scale))
    }
  }
}
