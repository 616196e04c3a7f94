import Fledge
import FledgeBasics

/// A figure over the folds that have it.
struct Spread {
  let name: String
  private let values: [Double]

  init(name: String, values: [Double]) { (self.name, self.values) = (name, values) }

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
    return [name.replacing("_", with: " "), text(mean), "±", text(deviation)]
  }
}
