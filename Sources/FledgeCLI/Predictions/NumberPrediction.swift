import FledgeBasics
import FledgeFiles

/// What a model predicts of one example, in numbers.
struct NumberPrediction: ShownPrediction {
  /// The input as the user named it.
  let source: String
  /// The example's number there, from 1.
  let number: Int
  /// What is predicted.
  let values: [Double]

  /// For people: `house.csv  1  203.5`.
  var line: String {
    let numbers = values.map { NumberText.significant($0) }.joined(separator: " ")
    return "\(source.printable) \("\(number)".rightAligned(5))  \(numbers)"
  }

  /// For programs, on one line.
  var json: String {
    JSONValue.object([
      .init(key: "source", value: .string(source)), .init(key: "number", value: .integer(number)),
      .init(key: "values", value: .array(values.map { .number($0) })),
    ]).printableText
  }
}
