import FledgeBasics
import FledgeTensor

extension Module {
  /// A table of the layers that hold parameters: path, type, shapes and how many numbers.
  public var summary: String {
    var visitor = SummaryVisitor(root: "\(Self.self)")
    var copy = self
    copy.visit(&visitor)
    let rows = visitor.rows.map { row in
      [row.path, row.type, row.shapes.joined(separator: ", "), NumberText.grouped(row.count)]
    }
    let table = [["layer", "type", "parameters", "count"]] + rows
    let total = visitor.rows.reduce(0) { $0 + $1.count }
    return TextTable(table, rightAligned: [3]).description
      + "\ntotal: \(NumberText.count(total, "parameter"))"
  }
}

private struct SummaryVisitor: ModuleVisitor {
  struct Row {
    let path: String
    let type: String
    var shapes: [String] = []
    var count = 0
  }

  var rows: [Row] = []
  private var path: [(name: String, type: String)] = []
  private let root: String

  init(root: String) { self.root = root }

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) {
    path.append((name(), "\(type)"))
  }

  mutating func leave() { path.removeLast() }

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    add("\(name) \(statistic.shape), a statistic", count: 0)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    add(
      "\(name) \(parameter.shape)" + (parameter.isFrozen ? ", frozen" : ""),
      count: parameter.shape.elementCount)
  }

  private mutating func add(_ text: String, count: Int) {
    let owner = path.isEmpty ? "·" : path.map(\.name).joined(separator: ".")
    if rows.last?.path != owner { rows.append(Row(path: owner, type: path.last?.type ?? root)) }
    rows[rows.count - 1].shapes.append(text)
    rows[rows.count - 1].count += count
  }
}
