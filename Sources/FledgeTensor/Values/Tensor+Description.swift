import FledgeBasics

extension Tensor: CustomStringConvertible {
  /// The elements in nested brackets, aligned; of a long axis the first and last three.
  public var description: String {
    let kept = shape.dimensions.map { $0 > Self.longAxis && count > Self.longTensor ? Self.edge : nil }
    var texts: [String] = []
    forEachShown(kept) { texts.append(text(ofElement: $0)) }
    let width = texts.map(\.count).max() ?? 0
    var next = texts.makeIterator()
    var result = ""
    write(axis: 0, kept, width: width, &next, into: &result)
    let type = dtype == .float32 ? "" : " \(dtype)"
    return rank == 0 ? result + type : "\(result) \(shape)\(type)"
  }

  private static let longAxis = 6
  private static let longTensor = 200
  private static let edge = 3

  private func shownIndices(_ axis: Int, _ kept: [Int?]) -> [Int] {
    let length = shape.dimensions[axis]
    guard let edge = kept[axis] else { return Array(0..<length) }
    return Array(0..<edge) + Array((length - edge)..<length)
  }

  private func forEachShown(_ kept: [Int?], _ body: (Int) -> Void) {
    let strides = shape.strides
    func walk(_ axis: Int, _ base: Int) {
      if axis == rank { return body(base) }
      for index in shownIndices(axis, kept) { walk(axis + 1, base + index * strides[axis]) }
    }
    walk(0, 0)
  }

  private func write(
    axis: Int, _ kept: [Int?], width: Int, _ next: inout IndexingIterator<[String]>, into result: inout String
  ) {
    guard axis < rank else {
      let text = next.next()!
      result += String(repeating: " ", count: width - text.count) + text
      return
    }
    result += "["
    for (position, index) in shownIndices(axis, kept).enumerated() {
      if position > 0 {
        result += axis == rank - 1 ? ", " : ",\n" + String(repeating: " ", count: axis + 1)
      }
      if position > 0 && kept[axis] == position {
        result += axis == rank - 1 ? "…, " : "…\n" + String(repeating: " ", count: axis + 1)
      }
      _ = index
      write(axis: axis + 1, kept, width: width, &next, into: &result)
    }
    result += "]"
  }

  private func text(ofElement index: Int) -> String {
    switch dtype {
    case .float32: NumberText.significant(pointer(Float.self)[index])
    case .float64: NumberText.significant(pointer(Double.self)[index])
    case .int32: "\(pointer(Int32.self)[index])"
    case .int64: "\(pointer(Int64.self)[index])"
    case .uint8: "\(pointer(UInt8.self)[index])"
    case .bool: "\(pointer(Bool.self)[index])"
    }
  }
}
