import Fledge

/// The stored properties of `module` that hold parameters or modules but that its `visit` does not show.
package func propertiesForgotten(by module: some Module) -> [String] {
  var copy = module
  var visitor = NamesVisitor()
  copy.visit(&visitor)
  return Mirror(reflecting: module).children.compactMap { child in
    guard let label = child.label, holdsParameters(child.value) else { return nil }
    // A collection may be shown as a whole, or its elements one by one under their numbers.
    let mirror = Mirror(reflecting: child.value)
    let numbers =
      mirror.displayStyle == .collection ? mirror.children.indices.enumerated().map { "\($0.offset)" } : []
    let isShown = visitor.names.contains(label) || !numbers.isEmpty && visitor.names.isSuperset(of: numbers)
    return isShown ? nil : label
  }
}

private func holdsParameters(_ value: Any) -> Bool {
  if value is Parameter { return true }
  if let module = value as? any Module { return module.parameterCount > 0 }
  let mirror = Mirror(reflecting: value)
  if mirror.displayStyle == .collection || mirror.displayStyle == .optional {
    return mirror.children.contains { holdsParameters($0.value) }
  }
  return false
}

/// The names that a module shows itself, without those of inner modules.
private struct NamesVisitor: ParameterVisitor {
  var names: Set<String> = []
  var depth = 0

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    if depth == 0 { names.insert(name) }
  }

  mutating func enter(_ name: @autoclosure () -> String, _ type: any Module.Type) {
    if depth == 0 { names.insert(name()) }
    depth += 1
  }

  mutating func leave() { depth -= 1 }
}
