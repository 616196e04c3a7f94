import Fledge
import FledgeFiles

extension MultilayerPerceptron {
  /// How many examples to run at a time where nothing else decides: fewer for a network so wide that its
  /// layers would fill the memory.
  var evaluationBatchSize: Int {
    let widest = layers.map { max($0.weight.shape[0], $0.weight.shape[1]) }.max() ?? 1
    return min(500, max(1, (1 << 24) / widest))
  }

  /// The name of the first parameter that holds NaN or an infinity; `nil` if none does.
  var firstNotFinite: String? {
    // 0·x is NaN for these, and 0 for every other number.
    namedParameters.first { ($0.parameter.value * 0).sum().item != 0 }?.name
  }

  /// Throws `FileError` if a parameter that was read from `path` holds NaN or an infinity.
  func checkFinite(path: String) throws {
    if let name = firstNotFinite {
      throw FileError(
        path: path, place: "tensor \(name.quoted)", expected: "finite numbers", found: "NaN or an infinity")
    }
  }
}
