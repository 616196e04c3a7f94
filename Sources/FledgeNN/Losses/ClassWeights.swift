import FledgeBasics
import FledgeTensor

extension Loss {
  /// Weights (classes) that make every class count the same: m/(C·mᵧ) for mᵧ of m examples in class y of the C that occur; 1 for
  /// a class without examples (King and Zeng, 2001). `labels` are integers (m) in 0..<classes.
  public static func balancedWeights(labels: Tensor, classes: Int) -> [Double] {
    require(
      classes >= 0 && classes <= Int(Int32.max),
      "Loss.balancedWeights: expected 0 to \(Int32.max) classes, got \(classes)")
    var counts = [Int](repeating: 0, count: classes)
    for label in labels.checkedLabels(classes: classes, in: "balancedWeights").elements(as: Int32.self) {
      counts[Int(label)] += 1
    }
    let occurring = counts.count { $0 > 0 }
    return counts.map { $0 == 0 ? 1 : Double(labels.count) / (Double(occurring) * Double($0)) }
  }
}
