import FledgeBasics

/// What may stand for an axis between the brackets of `x[0, 1..<3, .all]`: a number, a range, or one of `.all`, `.every(2)`,
/// `.newAxis` and `.ellipsis`.
///
/// A number drops its axis, a range keeps it. Numbers and bounds below 0 count from the end. Nothing out of range is cut off:
/// it is an error.
public protocol AxisSelection: Sendable {
  /// What is selected.
  var selectedIndices: AxisIndices { get }
}

/// The indices that an `AxisSelection` stands for.
public struct AxisIndices: AxisSelection {
  enum Kind {
    case one(Int)
    /// From `lower` (nil: the first) to before `upper` (nil: behind the last), or to `upper` itself.
    case span(lower: Int?, upper: Int?, isClosed: Bool = false, step: Int = 1)
    case newAxis
    case ellipsis
  }
  let kind: Kind

  /// Itself.
  public var selectedIndices: AxisIndices { self }
}

extension AxisSelection where Self == AxisIndices {
  /// The whole axis.
  public static var all: AxisIndices { .every(1) }

  /// Every `step`-th index of the axis; a negative step goes from the last index back.
  public static func every(_ step: Int) -> AxisIndices {
    require(step != 0, "AxisSelection.every: the step must not be 0")
    return AxisIndices(kind: .span(lower: nil, upper: nil, step: step))
  }

  /// Every `step`-th index of a range; a negative step goes from the range's last index back.
  public static func every(_ step: Int, in range: Range<Int>) -> AxisIndices {
    require(step != 0, "AxisSelection.every: the step must not be 0")
    return AxisIndices(kind: .span(lower: range.lowerBound, upper: range.upperBound, step: step))
  }

  /// A new axis of length 1.
  public static var newAxis: AxisIndices { AxisIndices(kind: .newAxis) }

  /// As many whole axes as the other selections leave over.
  public static var ellipsis: AxisIndices { AxisIndices(kind: .ellipsis) }
}

extension Int: AxisSelection {
  /// The one index, without its axis.
  public var selectedIndices: AxisIndices { AxisIndices(kind: .one(self)) }
}
extension Range: AxisSelection where Bound == Int {
  /// The indices of the range.
  public var selectedIndices: AxisIndices { AxisIndices(kind: .span(lower: lowerBound, upper: upperBound)) }
}
extension ClosedRange: AxisSelection where Bound == Int {
  /// The indices of the range.
  public var selectedIndices: AxisIndices {
    AxisIndices(kind: .span(lower: lowerBound, upper: upperBound, isClosed: true))
  }
}
extension PartialRangeFrom: AxisSelection where Bound == Int {
  /// The indices from the bound on.
  public var selectedIndices: AxisIndices { AxisIndices(kind: .span(lower: lowerBound, upper: nil)) }
}
extension PartialRangeUpTo: AxisSelection where Bound == Int {
  /// The indices before the bound.
  public var selectedIndices: AxisIndices { AxisIndices(kind: .span(lower: nil, upper: upperBound)) }
}
extension PartialRangeThrough: AxisSelection where Bound == Int {
  /// The indices up to the bound, with it.
  public var selectedIndices: AxisIndices {
    AxisIndices(kind: .span(lower: nil, upper: upperBound, isClosed: true))
  }
}

extension AxisIndices: CustomStringConvertible {
  /// The selection as it is written between the brackets.
  public var description: String {
    switch kind {
    case .one(let index): return "\(index)"
    case .newAxis: return ".newAxis"
    case .ellipsis: return ".ellipsis"
    case .span(let lower, let upper, let isClosed, let step):
      if lower == nil && upper == nil { return step == 1 ? ".all" : ".every(\(step))" }
      let range =
        "\(lower.map(String.init) ?? "")" + (isClosed ? "..." : upper == nil ? "..." : "..<")
        + "\(upper.map(String.init) ?? "")"
      return step == 1 ? range : ".every(\(step), in: \(range))"
    }
  }
}
