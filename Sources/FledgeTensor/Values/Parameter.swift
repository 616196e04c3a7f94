import FledgeBasics

/// A tensor that training changes: first a description (a shape and how to draw it), then a value.
public struct Parameter: Sendable {
  // What never changes stands behind one reference: every training step copies the model once.
  private var specification: Specification
  package var tensor: Tensor?

  private final class Specification: Sendable {
    let shape: Shape
    let initializer: Initializer
    let isFrozen: Bool

    init(_ shape: Shape, _ initializer: Initializer, isFrozen: Bool = false) {
      (self.shape, self.initializer, self.isFrozen) = (shape, initializer, isFrozen)
    }
  }

  /// A parameter that is yet to be drawn.
  public init(_ shape: Shape, _ initializer: Initializer) {
    specification = Specification(shape, initializer)
  }

  /// A parameter with a value, which is also what `initialized(seed:)` gives it.
  public init(_ value: Tensor) {
    let initializer = Initializer("given") { _, dtype, _ in value.converted(to: dtype) }
    specification = Specification(value.shape, initializer)
    tensor = value.detached
  }

  /// The shape that the value has or will have.
  public var shape: Shape { specification.shape }

  /// How `initialized(seed:)` draws the value.
  public var initializer: Initializer { specification.initializer }

  /// Whether training leaves the value as it is: a frozen parameter has no gradient, and no optimiser changes it.
  public var isFrozen: Bool {
    get { specification.isFrozen }
    set { specification = Specification(shape, initializer, isFrozen: newValue) }
  }

  /// Tells parameters apart that were made apart; a copy shares it.
  package var identity: ObjectIdentifier { ObjectIdentifier(specification) }

  /// The same parameter, told apart from every copy made so far.
  package var withOwnIdentity: Parameter {
    var result = self
    result.specification = Specification(shape, initializer, isFrozen: isFrozen)
    return result
  }

  /// Whether the parameter has a value.
  public var isDrawn: Bool { tensor != nil }

  /// The value. To read one that was never drawn is an error; a new one must have the parameter's shape.
  public var value: Tensor {
    get {
      requireDrawn()
      return tensor!
    }
    set {
      require(newValue.shape == shape, "parameter: expected shape \(shape), got \(newValue.shape)")
      tensor = newValue
    }
  }

  @inline(__always)
  package func requireDrawn() {
    if tensor == nil { failUndrawn() }
  }

  @inline(never)
  package func failUndrawn() -> Never {
    fatalError(
      "a parameter of shape \(shape) was never drawn: make the model with initialized(seed:) or load it")
  }
}
