import FledgeBasics
import FledgeFormula
import FledgeTensor

/// What an optimiser does to a number of a parameter, as a formula: the new value and the new state, from the value, the state, the
/// gradient, and scalars that are the same for a whole parameter.
///
/// It runs over a parameter in one pass, in place; where the gradient is a matrix product, as the tail of that product. Making a
/// rule compiles it, so it is made once: keep it in a static or a stored property.
///
/// ```swift
/// enum Scalar: CaseIterable { case rate, momentum }
///
/// let heavyBall = UpdateRule<Scalar>(keeping: ["velocity"]) { w, kept, g, p in
///   let v = p[.momentum] * kept[0] + g
///   return (w - p[.rate] * v, [v])
/// }
/// ```
public struct UpdateRule<Scalar: CaseIterable & Hashable & Sendable>: Sendable {
  /// The scalars of a step, by their names.
  public struct Scalars {
    fileprivate let expressions: [Scalar: Formula.Expression]

    /// A scalar of the step.
    public subscript(_ scalar: Scalar) -> Formula.Expression { expressions[scalar]! }
  }

  // One reference: every step reads the rule of its optimiser.
  private let definition: Definition

  private final class Definition: Sendable {
    let stateNames: [String]
    let scalars: [Scalar]
    let formula: UpdateFormula

    init(_ stateNames: [String], _ scalars: [Scalar], _ formula: UpdateFormula) {
      (self.stateNames, self.scalars, self.formula) = (stateNames, scalars, formula)
    }
  }

  /// What is kept beside each parameter from step to step, of its shape.
  public var stateNames: [String] { definition.stateNames }

  var formula: UpdateFormula { definition.formula }
  var scalars: [Scalar] { definition.scalars }

  /// A rule that keeps what `names` say.
  ///
  /// `body` gets the value w, the kept numbers in the order of their names, the gradient g, and the scalars; it gives the new value
  /// and the new kept numbers.
  public init(
    keeping names: [String] = [],
    _ body: (
      _ w: Formula.Expression, _ kept: [Formula.Expression], _ g: Formula.Expression, _ p: Scalars
    ) -> (Formula.Expression, [Formula.Expression])
  ) {
    require(
      Set(names).count == names.count && names.allSatisfy { !$0.isEmpty && !$0.contains("/") },
      "UpdateRule: expected different names without '/', got \(names)")
    let scalars = Array(Scalar.allCases)
    let formula = UpdateFormula(state: names.count, parameters: scalars.count) { x, p in
      let named = Scalars(expressions: Dictionary(uniqueKeysWithValues: zip(scalars, p)))
      let (value, kept) = body(x[0], Array(x[1..<(names.count + 1)]), x[names.count + 1], named)
      require(
        kept.count == names.count,
        "UpdateRule: expected the new values of \(names), got \(kept.count) values")
      return [value] + kept
    }
    definition = Definition(names, scalars, formula)
  }
}
