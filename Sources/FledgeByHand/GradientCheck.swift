import FledgeBasics
import FledgeTensor

/// The gradient of a function beside central differences: the full Jacobian, entry by entry, in Float64.
///
/// The tests of the library use it for each of its operations; it is there for a program's own too:
///
/// ```swift
/// let check = checkGradients(at: [Tensor([0.5, -1, 2] as [Double])]) { Cube()($0[0]) }
/// precondition(check.passes, "\(check)")
/// ```
public struct GradientCheck: Sendable, CustomStringConvertible {
  /// Coordinates compared, over all inputs and outputs.
  public private(set) var compared = 0
  /// Coordinates skipped because the slopes on their two sides disagree: the function has a kink there.
  public private(set) var kinks = 0
  /// Entries over tolerance, described.
  public private(set) var failures: [String] = []

  /// Whether something was compared, and nothing was over tolerance.
  public var passes: Bool { failures.isEmpty && compared > 0 }

  /// Compares the Jacobian of `f`, a function of Float64 tensors with a Float64 result of any shape.
  ///
  /// An entry a passes beside the difference n if |a − n| ≤ 1e-7·max|J| + 1e-9·max(1, |f|).
  public init(at inputs: [Tensor], _ f: ([Tensor]) -> Tensor) {
    for (number, input) in inputs.enumerated() {
      require(
        input.dtype == .float64,
        "GradientCheck: expected float64 inputs, got \(input.dtype) as input \(number): converted(to: .float64) makes them so"
      )
    }
    let result = f(inputs)
    for (number, input) in inputs.enumerated() {
      let differences = CentralDifferences(
        of: { moved in
          var all = inputs
          all[number] = moved
          return f(all)
        }, at: input, coordinates: Array(0..<input.count))
      let steepest = differences.slopes.joined().compactMap { $0 }.map(abs).max() ?? 0
      let tolerance = CentralDifferences.tolerance(
        largestSlope: steepest, largestValue: differences.largestValue)
      for output in 0..<result.count {
        let gradient = valueAndGradients(at: inputs) {
          f($0).flattened[output]
        }.gradients[number].elements(as: Double.self)
        for coordinate in 0..<input.count {
          guard let slope = differences.slopes[coordinate][output] else {
            kinks += 1
            continue
          }
          compared += 1
          // Written so that a NaN fails.
          if !(abs(gradient[coordinate] - slope) <= tolerance) {
            failures.append(
              "∂f[\(output)]/∂x\(number)[\(coordinate)]: gradient \(gradient[coordinate]), difference \(slope)"
            )
          }
        }
      }
    }
  }

  fileprivate mutating func add(_ other: GradientCheck) {
    compared += other.compared
    kinks += other.kinks
    failures += other.failures.map { "second order: \($0)" }
  }

  /// How many entries were compared, and the first of those that are over tolerance.
  public var description: String {
    let skipped = kinks == 0 ? "" : ", \(kinks) on kinks skipped"
    if failures.isEmpty { return "\(compared) entries agree\(skipped)" }
    return "\(failures.count) of \(compared) entries disagree\(skipped): "
      + failures.prefix(3).joined(separator: "; ")
  }
}

/// Compares the Jacobian of `f` at `inputs` (Float64, any shapes) with central differences, and, to the second order, that of
/// the gradient of a weighted sum of its elements: a gradient of a gradient.
public func checkGradients(
  at inputs: [Tensor], order: Int = 2, of f: ([Tensor]) -> Tensor
) -> GradientCheck {
  require(order == 1 || order == 2, "checkGradients: expected order 1 or 2, got \(order)")
  var check = GradientCheck(at: inputs, f)
  if order == 2 {
    for number in inputs.indices {
      check.add(
        GradientCheck(at: inputs) { outer in
          gradient(at: outer[number]) { x in
            var all = outer
            all[number] = x
            let y = f(all)
            // Weights that differ, or the gradient of a softmax's sum would be 0 whatever it is.
            let weights = (0..<y.count).map { 1.25 + 0.5 * Double(($0 * 7) % 5) }
            return (y * Tensor(shape: y.shape, weights)).sum()
          }
        })
    }
  }
  return check
}
