import FledgeBasics
import FledgeFiles
import FledgeTensor

/// Whole numbers that stand for classes in a file, and what the classes are called.
package struct ClassLabels: Sendable, Equatable {
  /// The number of classes.
  package let count: Int
  /// What the classes are called; nil if they have only their numbers, which are the labels then.
  package let names: [String]?
  /// The classes by their labels; nil if a class's number is its label.
  private let numbers: [Int64: Int32]?

  /// The classes 0..<count, whose names say the labels if there are names: a class that is called 7 has the label 7.
  package init(count: Int, names: [String]? = nil) {
    (self.count, self.names) = (count, names)
    numbers = names.map { names in
      let labelled = names.enumerated().compactMap { place, name in
        Int64(name).flatMap { "\($0)" == name ? ($0, Int32(place)) : nil }
      }
      return Dictionary(labelled, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The classes that occur among labels (m), in ascending order. Labels that are exactly 0..<k are the numbers of their classes;
  /// any others become the names of theirs.
  ///
  /// Throws `FileError` for more classes than can be counted.
  package init(of labels: Tensor, path: String) throws {
    let labels = Set(labels.elements(as: Int64.self)).sorted()
    guard labels.count <= Dataset.mostClasses else {
      throw FileError(
        path: path, expected: "at most \(NumberText.grouped(Dataset.mostClasses)) classes",
        found: NumberText.grouped(labels.count))
    }
    let areNumbers = labels.first == 0 && labels.last == Int64(labels.count) - 1
    self.init(count: labels.count, names: areNumbers ? nil : labels.map(String.init))
  }

  /// The numbers of the classes (m), Int32, of the labels (m), integers of any type, in the file at `path`.
  ///
  /// Throws `FileError` for the first label that is none of the classes'.
  package func classes(of labels: Tensor, path: String) throws -> Tensor {
    let labels = labels.elements(as: Int64.self)
    var result: [Int32] = []
    result.reserveCapacity(labels.count)
    for (index, label) in labels.enumerated() {
      guard let number = number(of: label) else {
        throw FileError(path: path, place: "label \(index)", expected: expected, found: "\(label)")
      }
      result.append(number)
    }
    return Tensor(result)
  }

  private func number(of label: Int64) -> Int32? {
    if let numbers { return numbers[label] }
    return label >= 0 && label < count ? Int32(label) : nil
  }

  /// What a label may be.
  private var expected: String {
    guard let names else { return "a class of 0 to \(count - 1)" }
    let shown = names.prefix(5).map(\.printable).joined(separator: ", ")
    return "one of the \(count) classes (\(shown)\(count > 5 ? ", …" : ""))"
  }
}
