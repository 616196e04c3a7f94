import Fledge

/// The examples that a model is measured on.
struct MeasuredExamples {
  let examples: Dataset
  /// The part of the data that they are, `test` or `validation`; nil where they are all that there is, with those that the model may
  /// have been trained on.
  let part: String?

  init(_ examples: Dataset, _ part: String? = nil) { (self.examples, self.part) = (examples, part) }
}
