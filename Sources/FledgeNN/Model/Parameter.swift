import FledgeTensor

/// A tensor that training changes: first a description (a shape and how to draw it), then a value.
public struct Parameter: Sendable {
  /// The shape that the value has or will have.
  public let shape: Shape
  /// How `initialized(seed:)` draws the value.
  public let initializer: Initializer
  var tensor: Tensor?

  /// A parameter that is yet to be drawn.
  public init(_ shape: Shape, _ initializer: Initializer) {
    self.shape = shape
    self.initializer = initializer
  }

  /// A parameter with a value, which is also what `initialized(seed:)` gives it.
  public init(_ value: Tensor) {
    shape = value.shape
    initializer = Initializer("given") { _, dtype, _ in value.converted(to: dtype) }
    tensor = value.detached
  }

  /// Whether the parameter has a value.
  public var isDrawn: Bool { tensor != nil }

  /// The value. To read one that was never drawn is an error; a new one must have the parameter's shape.
  public var value: Tensor {
    get {
      require(
        tensor != nil,
        "a parameter of shape \(shape) was never drawn: make the model with initialized(seed:) or load it")
      return tensor!
    }
    set {
      require(newValue.shape == shape, "parameter: expected shape \(shape), got \(newValue.shape)")
      tensor = newValue
    }
  }
}
