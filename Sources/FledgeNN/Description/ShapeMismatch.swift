import FledgeTensor

/// Why a layer cannot be applied to an input: where in the model, what it expected and what it got.
public struct ShapeMismatch: Error, CustomStringConvertible, Sendable, Equatable {
  /// The path of the layer in the model, outermost first; empty for the model itself.
  public var path: [String]
  /// What the layer takes.
  public var expected: String
  /// What it was given.
  public var found: String

  /// An error of the layer that throws it.
  public init(expected: String, found: String) {
    (path, self.expected, self.found) = ([], expected, found)
  }

  /// `layers.2: expected (…, 784), got (1, 100)`.
  public var description: String {
    (path.isEmpty ? "" : path.joined(separator: ".") + ": ") + "expected \(expected), got \(found)"
  }
}

extension Shape {
  /// More elements than this no description may speak of: far more than any memory holds.
  package static let mostDescribed = 1 << 40

  /// A shape of lengths that may come from a file.
  ///
  /// Throws `ShapeMismatch` for negative lengths, more than 16 axes, and more than 2⁴⁰ elements.
  public static func checked(_ dimensions: [Int]) throws(ShapeMismatch) -> Shape {
    var count = 1
    for length in dimensions {
      let (product, overflows) = count.multipliedReportingOverflow(by: max(1, length))
      guard length >= 0, !overflows, product <= mostDescribed else {
        throw ShapeMismatch(expected: "a shape of at most 2⁴⁰ elements", found: "\(dimensions.prefix(16))")
      }
      count = product
    }
    guard dimensions.count <= 16 else {
      throw ShapeMismatch(expected: "at most 16 axes", found: "\(dimensions.count)")
    }
    return Shape(dimensions)
  }
}

/// What `body` gives; an error gets the name of the layer that it comes from.
package func naming<Result>(_ layer: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch var error as ShapeMismatch {
    error.path.insert(layer, at: 0)
    throw error
  }
}
