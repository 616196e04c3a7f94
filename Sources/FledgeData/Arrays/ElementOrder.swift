/// In which order a file has the elements of an array: where the next one belongs in row-major order.
protocol ElementOrder {
  mutating func next() -> Int
}

/// The last index changes fastest, as in C and in a tensor.
struct RowMajor: ElementOrder {
  private var position = 0

  mutating func next() -> Int {
    defer { position += 1 }
    return position
  }
}

/// The first index changes fastest, as in Fortran.
struct ColumnMajor: ElementOrder {
  private let shape: [Int]
  private let strides: [Int]
  private var index: [Int]
  private var position = 0

  init(_ shape: [Int]) {
    self.shape = shape
    index = [Int](repeating: 0, count: shape.count)
    var strides = index
    var stride = 1
    for axis in shape.indices.reversed() {
      strides[axis] = stride
      stride *= shape[axis]
    }
    self.strides = strides
  }

  mutating func next() -> Int {
    let current = position
    for axis in shape.indices {
      index[axis] += 1
      position += strides[axis]
      if index[axis] < shape[axis] { break }
      position -= index[axis] * strides[axis]
      index[axis] = 0
    }
    return current
  }
}
