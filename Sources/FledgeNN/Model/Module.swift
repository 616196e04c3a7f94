import FledgeTensor

/// Anything with parameters: a struct whose stored properties are parameters, statistics, noise and other modules,
/// optionals of all but noise, and arrays and dictionaries of parameters and modules.
///
/// A module is a value. A `let` model cannot be trained by accident, a copy is a snapshot, and one method, `visit`,
/// names all that it keeps; optimisers, checkpoints, counts and summaries all go through it.
///
/// A model has no mode to set. The copy that the closure of `valueAndGradients(of:random:)` is given, and only that copy, is in
/// training: its noise draws and its statistics observe. Everywhere else a model evaluates.
public protocol Module: Sendable, CustomStringConvertible {
  /// Shows each parameter, statistic, noise and inner module to the visitor, with the property's name, in the order of declaration:
  /// `visitor("weight", &weight)`. Every visit must show the same, each parameter once. `visitFaults` finds what is wrong.
  mutating func visit(_ visitor: inout some ModuleVisitor)
}

/// A module that is a function from a tensor to a tensor: a hypothesis class h_θ, or a part of one.
public protocol Layer: Module {
  /// h_θ(x) of x (m, …): the first axis counts the examples.
  func callAsFunction(_ x: Tensor) -> Tensor
}
