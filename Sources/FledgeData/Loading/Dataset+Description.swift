import FledgeBasics
import FledgeFiles
import FledgeTensor

extension Dataset: CustomStringConvertible {
  /// One line: `150 examples, inputs float32 (4), 3 classes: setosa, versicolor, virginica`, or
  /// `442 examples, inputs float64 (10), targets float64 ()`.
  public var description: String {
    let one = { (rows: StoredRows) in
      "\(rows.dtype) \(Shape(Array(rows.shape.dimensions.dropFirst())))"
    }
    let start = "\(NumberText.count(count, "example")), inputs \(one(store.inputs)), "
    guard hasClasses else { return start + "targets \(one(store.targets))" }
    let names = classNames.map { ": \(Folder.summary(of: $0))" } ?? ""
    return start + NumberText.count(classes, "class", "classes") + names
  }
}
