import FledgeBasics
import FledgeTensor

/// Visits what a module keeps with its paths, such as `hidden.weight`; only visitors that go through here pay for the names.
package struct PathVisitor: ModuleVisitor {
  private var path = ModulePath(root: Never.self)
  private let parameter: (String, inout Parameter) -> Void
  private let statistic: (String, inout Statistic) -> Void
  private let noise: (String, inout Noise) -> Void

  package init(
    parameter: @escaping (String, inout Parameter) -> Void = { _, _ in },
    statistic: @escaping (String, inout Statistic) -> Void = { _, _ in },
    noise: @escaping (String, inout Noise) -> Void = { _, _ in }
  ) {
    (self.parameter, self.statistic, self.noise) = (parameter, statistic, noise)
  }

  package mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) {
    path.enter(name(), type)
  }

  package mutating func leave() { path.leave() }

  package mutating func visit(_ name: String, _ parameter: inout Parameter) {
    self.parameter(path.appending(name), &parameter)
  }

  package mutating func visit(_ name: String, _ statistic: inout Statistic) {
    self.statistic(path.appending(name), &statistic)
  }

  package mutating func visit(_ name: String, _ noise: inout Noise) {
    self.noise(path.appending(name), &noise)
  }
}

extension Module {
  /// Visits every parameter with its path, to change it.
  package mutating func forEachParameter(_ body: (String, inout Parameter) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = PathVisitor(parameter: body)
      visit(&visitor)
    }
  }

  /// Visits everything that a file of the model holds, to change it: the parameters, and the statistics as parameters.
  package mutating func forEachTensor(_ body: (String, inout Parameter) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = PathVisitor(parameter: body, statistic: { body($0, &$1.parameter) })
      visit(&visitor)
    }
  }

  /// Everything that a file of the model holds, with its paths: the parameters, and the statistics as parameters.
  package var namedTensors: [(name: String, parameter: Parameter)] {
    var copy = self
    var result: [(name: String, parameter: Parameter)] = []
    copy.forEachTensor { result.append(($0, $1)) }
    return result
  }

  /// The statistics with their paths, in visiting order.
  public var namedStatistics: [(name: String, statistic: Statistic)] {
    var copy = self
    var result: [(name: String, statistic: Statistic)] = []
    var visitor = PathVisitor(statistic: { result.append(($0, $1)) })
    copy.visit(&visitor)
    return result
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

  /// The model with every parameter and statistic drawn from the seed and its own path, so a draw depends on no order and no thread.
  ///
  /// A faulty `visit` (see `visitFaults`) stops the program.
  public func initialized(seed: UInt64, dtype: DType = .float32) -> Self {
    require(dtype.isFloatingPoint, "initialized: expected float32 or float64, got \(dtype)")
    requireSoundVisit(in: "initialized")
    let root = Random(seed: seed)
    var model = self
    model.forEachTensor { path, parameter in
      var random = root.named(path)
      parameter.value = parameter.initializer(parameter.shape, dtype: dtype, random: &random)
    }
    return model
  }

  /// The model with every parameter and statistic in another floating-point type.
  public func converted(to dtype: DType) -> Self {
    var model = self
    model.forEachTensor { _, parameter in parameter.value = parameter.value.converted(to: dtype) }
    return model
  }
}

extension Module {
  /// The type of the parameters: that of the first one that is drawn, Float32 if there is none.
  public var parameterType: DType {
    namedParameters.first { $0.parameter.isDrawn }?.parameter.value.dtype ?? .float32
  }
}
