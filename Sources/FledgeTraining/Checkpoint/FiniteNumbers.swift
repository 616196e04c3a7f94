import FledgeFiles
import FledgeTensor

extension Tensor {
  /// Whether it holds neither NaN nor an infinity.
  package var allFinite: Bool {
    // 0·x is NaN for these, and 0 for every other number.
    !dtype.isFloatingPoint || (detached * 0).sum().item == 0
  }
}

extension FileError {
  /// That the tensor `name` is not finite, and the file `path` stays as it was: what it holds is worth more.
  package static func notFinite(_ name: String, notWrittenTo path: String) -> FileError {
    FileError(
      path: path,
      found: "not written, for \(name.printable) is no longer finite: try a smaller learning rate")
  }
}
