import Fledge
import FledgeBasics
import FledgeFiles

/// Whether the parts that a model is measured on have the classes that it is trained on: where whole groups or the last rows are held back,
/// or a class is rare, they may not.
struct PartClasses {
  /// What is to be said of parts that have not, in lines for people.
  let warnings: [String]
  /// Those parts: what a guess comes to on them is nothing to compare a training with.
  private let uneven: Set<String>

  init(_ data: TrainingData) {
    guard data.train.hasClasses else {
      (warnings, uneven) = ([], [])
      return
    }
    let names = data.train.classNames
    let name = { (number: Int) in (names?[number] ?? "\(number)").quoted }
    let trained = Self.classes(in: data.train)
    var (warnings, uneven) = ([String](), Set<String>())
    for (part, examples) in [("validation", data.validation), ("test", data.test)] {
      guard let examples else { continue }
      let own = Self.classes(in: examples)
      guard own != trained else { continue }
      uneven.insert(part)
      let (missing, unknown) = (trained.subtracting(own).sorted(), own.subtracting(trained).sorted())
      if own.count == 1, let only = own.first {
        warnings.append("the \(part) part has the class \(name(only)) alone: its figures say little")
      } else if !missing.isEmpty {
        warnings.append(
          "the \(part) part has no example of the \(Self.list(missing.map(name))): its figures say nothing of \(missing.count == 1 ? "it" : "them")"
        )
      }
      if !unknown.isEmpty {
        warnings.append(
          "the training part has no example of the \(Self.list(unknown.map(name))), which the \(part) part has: what is not there "
            + "is not learnt")
      }
    }
    (self.warnings, self.uneven) = (warnings, uneven)
  }

  /// Whether a part, called `validation` or `test`, has the classes of the training part.
  func areEven(in part: String) -> Bool { !uneven.contains(part) }

  /// The classes that examples have.
  private static func classes(in examples: Dataset) -> Set<Int> {
    var found = [Bool](repeating: false, count: examples.classes)
    examples.forEachTargetPart { labels in
      for label in labels.elements(as: Int32.self) { found[Int(label)] = true }
    }
    return Set(found.indices.filter { found[$0] })
  }

  /// `class "a"`, or `classes "a", "b" and 3 more`.
  private static func list(_ names: [String]) -> String {
    let most = 5
    let text = names.prefix(most).joined(separator: ", ")
    let more = names.count > most ? " and \(names.count - most) more" : ""
    return (names.count == 1 ? "class " : "classes ") + text + more
  }
}
