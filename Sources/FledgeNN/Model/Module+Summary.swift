import FledgeBasics
import FledgeTensor

extension Module {
  /// A table of the layers that hold parameters: path, type, shapes and how many numbers.
  public var summary: String {
    var visitor = SummaryVisitor(root: Self.self)
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
  private var path: ModulePath

  init(root: Any.Type) { path = ModulePath(root: root) }

  mutating func enter(_ name: @autoclosure () -> String, _ type: Any.Type) { path.enter(name(), type) }

  mutating func leave() { path.leave() }

  mutating func visit(_ name: String, _ statistic: inout Statistic) {
    add("\(name) \(statistic.shape), a statistic", count: 0)
  }

  mutating func visit(_ name: String, _ parameter: inout Parameter) {
    add(
      "\(name) \(parameter.shape)" + (parameter.isFrozen ? ", frozen" : ""),
      count: parameter.shape.elementCount)
  }

  private mutating func add(_ text: String, count: Int) {
    let place = path.current.isEmpty ? "·" : path.current
    if rows.last?.path != place { rows.append(Row(path: place, type: "\(path.owner)")) }
    rows[rows.count - 1].shapes.append(text)
    rows[rows.count - 1].count += count
  }
}
