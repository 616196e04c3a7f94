import Fledge

/// One item of `--layers`, as it is written.
struct LayerItem: Sendable {
  /// What stands behind the name of a layer.
  struct Argument: Sendable {
    let text: String
    let column: Int
  }

  /// The name of a layer or an activation; empty for a formula.
  let name: String
  /// The number of its first character in the text, from 1.
  let column: Int
  var arguments: [Argument] = []
  /// What stands in parentheses behind it.
  var inner: [LayerItem]?
  /// The formula that stands in brackets.
  var formula: Activation?
}

extension LayerItem {
  /// The item in one spelling.
  var plainText: String {
    if let formula { return "[\(formula.formula)]" }
    let words = [name] + arguments.map(\.text)
    let inner = inner.map { " (\($0.map(\.plainText).joined(separator: ", ")))" } ?? ""
    return words.joined(separator: " ") + inner
  }
}

/// What is wrong with `--layers`, and at which character.
struct LayerListError: Error {
  let column: Int
  let message: String
}
