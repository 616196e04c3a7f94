import Fledge
import FledgeFiles

extension Module {
  /// The name of the first parameter or statistic that holds NaN or an infinity; `nil` if none does.
  var firstNotFinite: String? { namedTensors.first { !$0.parameter.value.allFinite }?.name }

  /// Throws `FileError` if a parameter or statistic that was read from `path` holds NaN or an infinity.
  func checkFinite(path: String) throws {
    if let name = firstNotFinite {
      throw FileError(
        path: path, place: "tensor \(name.quoted)", expected: "finite numbers", found: "NaN or an infinity")
    }
  }
}
