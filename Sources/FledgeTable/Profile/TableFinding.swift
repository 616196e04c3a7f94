import FledgeBasics
import FledgeFiles

/// Something in a table that a model should not be trained on unseen.
public enum TableFinding: Sendable, Equatable {
  /// A column that is of no use as an input.
  case useless(column: String, TableSchema.Reason)
  /// A column of texts in which all but a few values are numbers.
  case strayTexts(StrayTexts)
  /// A column whose values say the target outright: each goes with one value of it, and none with two.
  case tellsTarget(column: String)
  /// Rows that stand there before, in every column the same: a split may put one on either side.
  case duplicates(rows: Int)
  /// Rows that are the same in every column but the target.
  case contradictions(rows: Int)
  /// A class in so few rows that no part has enough of them.
  case rareClass(String, rows: Int)
  /// So large a share of the rows is of one class that the error alone says little.
  case imbalance(String, share: Double)
}

extension TableFinding: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .useless(let column, let reason): "\(column.quoted) is left out of a model: \(reason)"
    case .strayTexts(let stray): "\(stray): the column is taken as texts"
    case .tellsTarget(let column):
      "\(column.quoted) tells the target outright: if it is not known when a model is used, leave it out"
    case .duplicates(let rows):
      "\(rows == 1 ? "1 row repeats" : "\(NumberText.grouped(rows)) rows repeat") an earlier one: a split may put one on either side, "
        + "and then nothing new is predicted"
    case .contradictions(let rows):
      "\(rows == 1 ? "1 row has" : "\(NumberText.grouped(rows)) rows have") the inputs of an earlier one and another target: "
        + "no model can tell them apart"
    case .rareClass(let name, let rows):
      "the class \(name.quoted) has \(NumberText.count(rows, "row")): too few to learn it and to measure that"
    case .imbalance(let name, let share):
      "\(NumberText.percent(share)) of the rows are \(name.quoted): a model that always says so errs in the rest alone"
    }
  }
}
