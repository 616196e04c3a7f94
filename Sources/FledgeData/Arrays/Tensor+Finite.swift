import FledgeBasics
import FledgeFiles
import FledgeTensor

extension Tensor {
  /// Throws `FileError` for the first number, read from the file `path`, that is NaN or infinite; there are `start` in front of these.
  func checkFinite(path: String, from start: Int = 0) throws {
    func check<T: TensorScalar & BinaryFloatingPoint>(_ type: T.Type) throws {
      try withElements(as: T.self) { elements in
        guard let index = elements.firstIndex(where: { !$0.isFinite }) else { return }
        throw FileError(
          path: path, place: "number \(start + index)", expected: "a finite number",
          found: NumberText.fixed(Double(elements[index]), digits: 0))
      }
    }
    switch dtype {
    case .float32: try check(Float.self)
    case .float64: try check(Double.self)
    case .int32, .int64, .uint8, .bool: break
    }
  }
}
