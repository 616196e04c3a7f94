import FledgeBasics
import FledgeFiles

/// A prediction of its own, which says where it comes from.
protocol ShownPrediction {
  /// For people.
  var line: String { get }
  /// For programs, on one line.
  var json: String { get }
}

/// What a model takes one picture for.
struct Prediction: ShownPrediction {
  /// The input as the user named it.
  let source: String
  /// The picture's number there, from 1.
  let number: Int
  /// The probability of each class.
  let probabilities: [Double]
  /// What the classes are called; `nil` if they have only numbers.
  let classNames: [String]?

  /// The classes from the most to the least probable; of equally probable ones, the first comes first.
  private var ranking: [Int] {
    probabilities.indices.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }
  }

  /// The most probable class, for people.
  var name: String { name(of: ranking[0]) }

  private func name(of number: Int) -> String { classNames?[number].printable ?? "\(number)" }

  /// For people: `seven.pgm  1  7  99.31 %  then 9  0.52 %`.
  var line: String {
    let ranking = ranking
    let share = { NumberText.percent(probabilities[$0]).rightAligned(8) }
    let line =
      "\(source.printable) \("\(number)".rightAligned(5))  \(name(of: ranking[0])) \(share(ranking[0]))"
    return ranking.count > 1 ? line + "  then \(name(of: ranking[1])) \(share(ranking[1]))" : line
  }

  /// For programs, on one line.
  var json: String {
    let best = ranking[0]
    var members: [JSONValue.Member] = [
      .init(key: "source", value: .string(source)), .init(key: "number", value: .integer(number)),
      .init(key: "class", value: .integer(best)),
    ]
    if let classNames { members.append(.init(key: "name", value: .string(classNames[best]))) }
    members += [
      .init(key: "probability", value: .number(probabilities[best])),
      .init(key: "probabilities", value: .array(probabilities.map { .number($0) })),
    ]
    return JSONValue.object(members).printableText
  }
}
