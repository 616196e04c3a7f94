import FledgeFiles
import FledgeFormula
import FledgeNN

extension NetworkDescription {
  /// A value that no description may have.
  struct Problem {
    let member: String
    let expected: String
    let found: String
  }

  /// The most inputs, units in a hidden layer, or classes.
  package static let largestSize = 1 << 24
  private static let sizeRange = 1...largestSize
  private static let layerRange = 1...64

  /// The first rule that is broken; `nil` if all are kept.
  var firstProblem: Problem? {
    let layerCount = sizes.count - 1
    if !Self.layerRange.contains(layerCount) {
      let expected = "2 to \(Self.layerRange.upperBound + 1) sizes"
      return Problem(member: "sizes", expected: expected, found: "\(sizes.count)")
    }
    if let size = sizes.first(where: { !Self.sizeRange.contains($0) }) {
      return Problem(
        member: "sizes", expected: "sizes from 1 to \(Self.sizeRange.upperBound)", found: "\(size)")
    }
    // A file has the one name of its activation, not an alias.
    let names = Activation.standard.map(\.name)
    if !names.contains(activation) {
      return Problem(
        member: "activation", expected: "one of \(names.joined(separator: " "))", found: activation.quoted)
    }
    if !dtype.isFloatingPoint {
      return Problem(member: "dtype", expected: "float32 or float64", found: "\(dtype)")
    }
    if !(inputScale > 0 && inputScale.isFinite) {
      return Problem(member: "input", expected: "a positive scale", found: "\(inputScale)")
    }
    return pictureProblem ?? classProblem
  }

  private var pictureProblem: Problem? {
    guard let picture else { return nil }
    let expected = "rows × columns to be the \(sizes[0]) inputs"
    let found = "\(picture.rows) × \(picture.columns)"
    // Both in range first: the product of larger ones could overflow.
    guard Self.sizeRange.contains(picture.rows), Self.sizeRange.contains(picture.columns),
      picture.rows * picture.columns == sizes[0]
    else { return Problem(member: "input", expected: expected, found: found) }
    return nil
  }

  private var classProblem: Problem? {
    guard let classNames, classNames.count != sizes.last! else { return nil }
    return Problem(member: "classes", expected: "\(sizes.last!) names", found: "\(classNames.count)")
  }
}
