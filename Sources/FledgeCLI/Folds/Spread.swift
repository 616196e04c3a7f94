import Fledge
import FledgeBasics

/// A figure over the folds that have it.
struct Spread {
  let name: String
  private let values: [Double]
  private let folds: Int

  /// The figure of so many folds, NaN for one that has none.
  init(name: String, values: [Double], folds: Int) {
    (self.name, self.values, self.folds) = (name, values.filter { !$0.isNaN }, folds)
  }

  /// NaN where no fold has it.
  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The standard deviation with n − 1 in the denominator; NaN for fewer than two folds.
  var deviation: Double {
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return values.count < 2 ? .nan : (squares / Double(values.count - 1)).squareRoot()
  }

  /// For people.
  var cells: [String] {
    let text = { (value: Double) in
      value.isNaN ? "–" : abs(value) < 10 ? NumberText.fixed(value, digits: 4) : NumberText.significant(value)
    }
    let few = values.count < folds ? ["over \(values.count) of them"] : []
    return [name.replacing("_", with: " "), text(mean), "±", text(deviation)] + few
  }
}
