import FledgeTensor

// The same for what may be missing, for lists and for dictionaries. Everything is shown where it stands, so that parameters
// stay uniquely held while an optimiser changes them.
extension ModuleVisitor {
  /// Shows an inner module that may be missing.
  @inline(__always)
  public mutating func callAsFunction<M: Module>(_ name: String, _ module: inout M?) {
    if module != nil { callAsFunction(name, &module!) }
  }

  /// Shows an inner module of any type.
  public mutating func callAsFunction(_ name: String, _ layer: inout any Layer) {
    layer.show(name, to: &self)
  }

  /// Shows an inner module of any type that may be missing.
  public mutating func callAsFunction(_ name: String, _ layer: inout (any Layer)?) {
    layer?.show(name, to: &self)
  }

  /// Shows parameters under their numbers: `scales.0`, `scales.1`, …
  public mutating func callAsFunction(_ name: String, _ parameters: inout [Parameter]) {
    enter(name, Parameter.self)
    for index in parameters.indices { visit("\(index)", &parameters[index]) }
    leave()
  }

  /// Shows inner modules of any types under their numbers: `blocks.0`, `blocks.1`, …
  public mutating func callAsFunction(_ name: String, _ layers: inout [any Layer]) {
    enter(name, (any Layer).self)
    for index in layers.indices { layers[index].show("\(index)", to: &self) }
    leave()
  }

  /// Shows parameters under their keys, in ascending order: `scales.left`, `scales.right`, …
  public mutating func callAsFunction(_ name: String, _ parameters: inout [String: Parameter]) {
    enter(name, Parameter.self)
    for key in parameters.keys.sorted() { visit(key, &parameters[key]!) }
    leave()
  }

  /// Shows inner modules under their keys, in ascending order: `heads.left`, `heads.right`, …
  public mutating func callAsFunction<M: Module>(_ name: String, _ modules: inout [String: M]) {
    enter(name, M.self)
    for key in modules.keys.sorted() { callAsFunction(key, &modules[key]!) }
    leave()
  }

  /// Shows inner modules of any types under their keys, in ascending order: `heads.left`, `heads.right`, …
  public mutating func callAsFunction(_ name: String, _ layers: inout [String: any Layer]) {
    enter(name, (any Layer).self)
    for key in layers.keys.sorted() { layers[key]?.show(key, to: &self) }
    leave()
  }
}

extension Module {
  /// Opens an existential where it stands.
  mutating func show(_ name: @autoclosure () -> String, to visitor: inout some ModuleVisitor) {
    visitor.enter(name(), Self.self)
    visit(&visitor)
    visitor.leave()
  }
}
