import FledgeBasics
import FledgeTensor

/// Visits parameters with their paths, such as `hidden.weight`; only visitors that go through here pay for the names.
package struct PathVisitor: ParameterVisitor {
  private var prefix: [String] = []
  private let body: (String, inout Parameter) -> Void

  package init(_ body: @escaping (String, inout Parameter) -> Void) { self.body = body }

  package mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) {
    prefix.append(name())
  }

  package mutating func leave() { prefix.removeLast() }

  package mutating func visit(_ name: String, _ parameter: inout Parameter) {
    body((prefix + [name]).joined(separator: "."), &parameter)
  }
}

extension Module {
  /// Visits every parameter with its path, to change it.
  package mutating func forEachParameter(_ body: (String, inout Parameter) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = PathVisitor(body)
      visit(&visitor)
    }
  }

  /// The parameters with their paths, in visiting order.
  public var namedParameters: [(name: String, parameter: Parameter)] {
    var copy = self
    var result: [(name: String, parameter: Parameter)] = []
    copy.forEachParameter { result.append(($0, $1)) }
    return result
  }

  /// The paths of the parameters, in visiting order.
  public var parameterNames: [String] { namedParameters.map(\.name) }

  /// How many numbers the parameters hold.
  public var parameterCount: Int { namedParameters.reduce(0) { $0 + $1.parameter.shape.elementCount } }

  /// The model with every parameter drawn from the seed and its own path, so a draw depends on no order and no thread.
  ///
  /// A faulty `visit` (see `visitFaults`) stops the program.
  public func initialized(seed: UInt64, dtype: DType = .float32) -> Self {
    require(dtype.isFloatingPoint, "initialized: expected float32 or float64, got \(dtype)")
    requireSoundVisit(in: "initialized")
    let root = Random(seed: seed)
    var model = self
    model.forEachParameter { path, parameter in
      var random = root.named(path)
      parameter.value = parameter.initializer(parameter.shape, dtype: dtype, random: &random)
    }
    return model
  }

  /// The model with every parameter in another floating-point type.
  public func converted(to dtype: DType) -> Self {
    var model = self
    model.forEachParameter { _, parameter in parameter.value = parameter.value.converted(to: dtype) }
    return model
  }
}

extension Module {
  /// The type of the parameters: that of the first one that is drawn, Float32 if there is none.
  public var parameterType: DType {
    namedParameters.first { $0.parameter.isDrawn }?.parameter.value.dtype ?? .float32
  }
}
