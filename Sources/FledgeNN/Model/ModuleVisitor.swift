import FledgeTensor

/// Is shown everything that a module keeps, in order.
public protocol ModuleVisitor {
  /// One parameter, under its own name.
  mutating func visit(_ name: String, _ parameter: inout Parameter)
  /// One statistic, under its own name.
  mutating func visit(_ name: String, _ statistic: inout Statistic)
  /// One source of noise, under its own name.
  mutating func visit(_ name: String, _ noise: inout Noise)
  /// Where a layer says that it is at work.
  mutating func visit(_ point: inout WatchPoint)
  /// What follows belongs to the inner module `name`, until `leave()`. The name is made only if it is asked for.
  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type)
  /// The end of the inner module entered last.
  mutating func leave()
}

extension ModuleVisitor {
  /// Does nothing: most visitors are after parameters alone.
  public mutating func visit(_ name: String, _ statistic: inout Statistic) {}
  /// Does nothing: most visitors are after parameters alone.
  public mutating func visit(_ name: String, _ noise: inout Noise) {}
  /// Does nothing: only a run that is watched asks where it is.
  public mutating func visit(_ point: inout WatchPoint) {}
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

  /// Shows a statistic.
  @inline(__always)
  public mutating func callAsFunction(_ name: String, _ statistic: inout Statistic) {
    visit(name, &statistic)
  }

  /// Shows a statistic that a layer may lack.
  @inline(__always)
  public mutating func callAsFunction(_ name: String, _ statistic: inout Statistic?) {
    if statistic != nil { visit(name, &statistic!) }
  }

  /// Shows a source of noise.
  @inline(__always)
  public mutating func callAsFunction(_ name: String, _ noise: inout Noise) {
    visit(name, &noise)
  }

  /// Shows where a layer says that it is at work.
  @inline(__always)
  public mutating func callAsFunction(_ point: inout WatchPoint) { visit(&point) }

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
