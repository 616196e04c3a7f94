/// Where a visitor is: the names and types of the modules that it has entered.
struct ModulePath {
  private var entered: [(name: String, type: Any.Type)] = []
  private let root: Any.Type

  /// In a module of the type `root`, which has no name.
  init(root: Any.Type) { self.root = root }

  mutating func enter(_ name: String, _ type: Any.Type) { entered.append((name, type)) }

  mutating func leave() { entered.removeLast() }

  /// The path of a property of the module entered last.
  func appending(_ name: String) -> String { (entered.map(\.name) + [name]).joined(separator: ".") }

  /// The path of the module entered last; empty for the outermost.
  var current: String { entered.map(\.name).joined(separator: ".") }

  /// The type of the module entered last.
  var owner: Any.Type { entered.last?.type ?? root }
}
