import FledgeTensor

/// What a visitor is shown of a module's own: a parameter, or a statistic as a parameter; or noise.
enum ModuleLeaf {
  case tensor(Parameter)
  case noise(Noise)

  init?(_ value: Any) {
    switch value {
    case let parameter as Parameter: self = .tensor(parameter)
    case let statistic as Statistic: self = .tensor(statistic.parameter)
    case let noise as Noise: self = .noise(noise)
    default: return nil
    }
  }
}

/// The paths of what `module` stores, at any depth, that holds parameters, statistics or noise none of which is shown.
///
/// Looks into modules, structs, tuples, enumerations, optionals, arrays and dictionaries, but into no class.
func propertiesForgotten(in module: some Module, shown: (ModuleLeaf) -> Bool) -> [String] {
  parts(of: module).flatMap { search($0.value, path: $0.name, shown, depth: 1).missing }
}

/// What a value holds: whether anything in it is shown, and the paths of the parts of which none is.
private func search(
  _ value: Any, path: String, _ shown: (ModuleLeaf) -> Bool, depth: Int
) -> (hasShown: Bool, missing: [String]) {
  if let leaf = ModuleLeaf(value) { return shown(leaf) ? (true, []) : (false, [path]) }
  var hasShown = false
  var missing: [String] = []
  // A value may hold itself through an indirect enumeration; no model is so deep.
  let deepest = 32
  for part in depth < deepest ? parts(of: value) : [] {
    let found = search(
      part.value, path: part.name.isEmpty ? path : "\(path).\(part.name)", shown, depth: depth + 1)
    hasShown = hasShown || found.hasShown
    missing += found.missing
  }
  return (hasShown, hasShown || missing.isEmpty ? missing : [path])
}

/// The stored properties or elements of a value, with their names; the content of an optional has none.
private func parts(of value: Any) -> [(name: String, value: Any)] {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .class, nil: return []
  case .optional: return mirror.children.map { ("", $0.value) }
  case .collection, .set:
    // A long list of numbers is seen by its first.
    guard let first = mirror.children.first?.value, !(first is any Numeric), !(first is Tensor) else {
      return []
    }
    return mirror.children.enumerated().map { ("\($0.offset)", $0.element.value) }
  case .dictionary:
    // Each child is a pair of a key and a value.
    return mirror.children.map { Mirror(reflecting: $0.value).children.map(\.value) }
      .map { ("\($0[0])", $0[1]) }.sorted { $0.0 < $1.0 }
  default:
    return mirror.children.enumerated().map { ($0.element.label ?? "\($0.offset)", $0.element.value) }
  }
}
