import Fledge

/// What a model gives for some rows or pictures that stand one behind the other.
struct PredictedRows {
  /// The input as the user named it.
  let source: String
  /// The first one's number there, from 1.
  let firstNumber: Int
  /// For each the probabilities of the classes, or the numbers predicted, in the data's own units.
  let values: [[Double]]
  /// The columns of a table that are copied, of as many rows.
  let kept: [TableColumn]
}
