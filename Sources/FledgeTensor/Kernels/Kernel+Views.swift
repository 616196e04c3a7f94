extension Kernel {
  /// Writes the elements of `part` to the places of `whole` where `view` shows them. Nothing else may read `whole` yet.
  static func place(_ part: Tensor, in view: StridedView, of whole: Tensor) {
    guard part.count > 0 else { return }
    var axes = (0..<view.shape.rank).map { (length: view.shape[$0], stride: view.strides[$0]) }
      .filter { $0.length != 1 }
    // Innermost axes that lie next to each other are copied as a whole.
    var run = 1
    while let last = axes.last, last.stride == run {
      run *= last.length
      axes.removeLast()
    }
    let row = axes.popLast() ?? (1, 0)
    let size = whole.dtype.byteCount
    withExtendedLifetime((part, whole)) {
      var from = part.address
      func copyRows(_ axis: Int, _ offset: Int) {
        guard axis == axes.count else {
          for index in 0..<axes[axis].length { copyRows(axis + 1, offset + index * axes[axis].stride) }
          return
        }
        let to = whole.address + offset * size
        for index in 0..<row.length {
          (to + index * row.stride * size).copyMemory(from: from, byteCount: run * size)
          from += run * size
        }
      }
      copyRows(0, view.offset)
    }
  }
}
