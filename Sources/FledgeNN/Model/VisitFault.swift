/// What is wrong with the way a module shows its parameters. See `Module.visitFaults`.
public enum VisitFault: Sendable, Hashable {
  /// A property that holds parameters, statistics or noise is not shown, so that it is neither trained nor saved.
  case forgotten(property: String)
  /// One parameter is shown under two paths, so that it would be counted and stepped twice.
  case shownTwice(first: String, second: String)
  /// Two parameters are shown under one path, so that one of them would not be saved.
  case samePath(String)
  /// A parameter is kept in a class or a global, so that a copy of the model would be no snapshot.
  case reference(parameter: String)
  /// A second visit shows other parameters than the first, or in another order.
  case unstable(first: [String], second: [String])
}

extension VisitFault: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .forgotten(let property):
      "visit does not show \(property), which would be neither trained nor saved: show every property that holds "
        + "parameters, statistics or noise"
    case .shownTwice(let first, let second):
      "visit shows one parameter as \(first) and as \(second): show a shared parameter once, use it twice in "
        + "callAsFunction"
    case .samePath(let path):
      "visit shows two parameters as \(path), which would be saved as one: give each its own name"
    case .reference(let parameter):
      "the parameter \(parameter) is kept in a class or a global, so a copy of the model would be no snapshot: a module "
        + "must be a struct, and hold its parameters itself"
    case .unstable(let first, let second):
      "visit shows \(Self.listed(first)) first and \(Self.listed(second)) the second time: it must show the same "
        + "parameters in the same order each time"
    }
  }

  private static func listed(_ paths: [String]) -> String {
    if paths.isEmpty { return "nothing" }
    let shown = 6
    return paths.prefix(shown).joined(separator: ", ")
      + (paths.count > shown ? " and \(paths.count - shown) more" : "")
  }
}
