extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets, aligned, then the shape and the type; of long axes the first and last few.
  ///
  /// Numbers share their decimals and, where they are all large or all small, a power of ten that stands behind the
  /// brackets. A float32 scalar is its number alone.
  public var description: String {
    if rank == 0 {
      let text = ElementTexts(of: self, at: [0]).texts[0]
      return dtype == .float32 ? text : "\(text) \(dtype)"
    }
    // So many brackets would tell nothing.
    let layout = Layout(rank > Self.mostBrackets ? Shape([count]) : shape)
    let elements = ElementTexts(of: self, at: layout.shownElements())
    return "\(layout.text(of: elements.texts))\(elements.scale) \(shape) \(dtype)"
  }

  private static let mostBrackets = 8
}

/// The shown elements as texts.
private struct ElementTexts {
  var texts: [String] = []
  var scale = ""

  init(of tensor: Tensor, at indices: [Int]) {
    func elements<T: TensorScalar>(_ type: T.Type) -> [T] {
      tensor.withElements(as: T.self) { elements in indices.map { elements[$0] } }
    }
    switch tensor.dtype {
    case .float32: format(elements(Float.self).map(Double.init), of: tensor)
    case .float64: format(elements(Double.self), of: tensor)
    case .int32: texts = elements(Int32.self).map(\.description)
    case .int64: texts = elements(Int64.self).map(\.description)
    case .uint8: texts = elements(UInt8.self).map(\.description)
    case .bool: texts = elements(Bool.self).map(\.description)
    }
  }

  private mutating func format(_ numbers: [Double], of tensor: Tensor) {
    let format = NumberFormat(numbers, isScalar: tensor.rank == 0, isSingle: tensor.dtype == .float32)
    texts = numbers.map(format.text)
    scale = format.scale
  }
}

/// Which elements of a shape are shown, and where they stand.
private struct Layout {
  private let lengths: [Int]
  private let strides: [Int]
  /// Of a long axis, how many indices are shown at each end.
  private let edge: Int
  private let isLong: Bool

  private static let longTensor = 200
  private static let lineWidth = 88

  init(_ shape: Shape) {
    (lengths, strides) = (shape.dimensions, shape.strides)
    isLong = shape.elementCount > Self.longTensor
    edge = shape.rank <= 3 ? 3 : shape.rank == 4 ? 2 : 1
  }

  private func isElided(_ axis: Int) -> Bool { isLong && lengths[axis] > 2 * edge }

  private func shownIndices(_ axis: Int) -> [Int] {
    if !isElided(axis) { return Array(0..<lengths[axis]) }
    return Array(0..<edge) + Array((lengths[axis] - edge)..<lengths[axis])
  }

  /// The shown elements by their place in memory, in order.
  func shownElements() -> [Int] {
    // Where any length is 0 nothing is shown, and an axis before it may be of any length.
    if lengths.contains(0) { return [] }
    return lengths.indices.reduce([0]) { places, axis in
      let steps = shownIndices(axis).map { $0 * strides[axis] }
      return places.flatMap { place in steps.map { place + $0 } }
    }
  }

  func text(of texts: [String]) -> String {
    if texts.isEmpty { return "[]" }
    let width = texts.map(\.count).max() ?? 0
    var next = texts.map { String(repeating: " ", count: width - $0.count) + $0 }.makeIterator()
    return block(0, &next)
  }

  /// The brackets of one axis with all that is inside.
  private func block(_ axis: Int, _ next: inout IndexingIterator<[String]>) -> String {
    let indent = String(repeating: " ", count: axis + 1)
    let isRow = axis == lengths.count - 1
    var parts = shownIndices(axis).map { _ in isRow ? next.next()! : block(axis + 1, &next) }
    if isElided(axis) { parts.insert("…", at: edge) }
    if isRow { return "[" + wrapped(parts, indent) + "]" }
    // Matrices stand apart by an empty line, as stacks of them do by two.
    let separator = "," + String(repeating: "\n", count: lengths.count - 1 - axis) + indent
    return "[" + parts.joined(separator: separator) + "]"
  }

  /// The numbers of a row, in as many lines as they need.
  private func wrapped(_ parts: [String], _ indent: String) -> String {
    var lines = [""]
    for (index, part) in parts.enumerated() {
      let text = index < parts.count - 1 ? part + "," : part
      if lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = text
      } else if indent.count + lines[lines.count - 1].count + 1 + text.count > Self.lineWidth {
        lines.append(text)
      } else {
        lines[lines.count - 1] += " " + text
      }
    }
    return lines.joined(separator: "\n" + indent)
  }
}
