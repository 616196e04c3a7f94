import FledgeTensor

/// Anything with parameters: a struct whose stored properties are parameters, other modules, and optionals, arrays and
/// dictionaries of both.
///
/// A module is a value. A `let` model cannot be trained by accident, a copy is a snapshot, and one method, `visit`,
/// names every parameter; optimisers, checkpoints, counts and summaries all go through it.
public protocol Module: Sendable, CustomStringConvertible {
  /// Shows each parameter and each inner module to the visitor, with the property's name, in the order of declaration:
  /// `visitor("weight", &weight)`. Every visit must show the same, each parameter once. `visitFaults` finds what is wrong.
  mutating func visit(_ visitor: inout some ParameterVisitor)
}

/// A module that is a function from a tensor to a tensor: a hypothesis class h_θ, or a part of one.
public protocol Layer: Module {
  /// h_θ(x) of x (m, …): the first axis counts the examples.
  func callAsFunction(_ x: Tensor) -> Tensor
}

/// Is shown every parameter of a module, in order.
public protocol ParameterVisitor {
  /// One parameter, under its own name.
  mutating func visit(_ name: String, _ parameter: inout Parameter)
  /// What follows belongs to the inner module `name`, until `leave()`. The name is made only if it is asked for.
  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type)
  /// The end of the inner module entered last.
  mutating func leave()
}

extension ParameterVisitor {
  /// Does nothing: only a visitor that wants paths needs to know where it is.
  public mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) {}
  /// Does nothing: only a visitor that wants paths needs to know where it is.
  public mutating func leave() {}

  // Inlined where a layer's properties are shown, so that their types are known there.

  /// Shows a parameter.
  @inline(__always)
  public mutating func callAsFunction(_ name: String, _ parameter: inout Parameter) {
    visit(name, &parameter)
  }

  /// Shows a parameter that a layer may lack.
  @inline(__always)
  public mutating func callAsFunction(_ name: String, _ parameter: inout Parameter?) {
    if parameter != nil { visit(name, &parameter!) }
  }

  /// Shows an inner module.
  @inline(__always)
  public mutating func callAsFunction<M: Module>(_ name: String, _ module: inout M) {
    enter(name, M.self)
    module.visit(&self)
    leave()
  }

  /// Shows inner modules under their numbers: `layers.0`, `layers.1`, …
  @inline(__always)
  public mutating func callAsFunction<M: Module>(_ name: String, _ modules: inout [M]) {
    enter(name, M.self)
    for index in 0..<modules.count {
      enter("\(index)", M.self)
      modules[index].visit(&self)
      leave()
    }
    leave()
  }
}
