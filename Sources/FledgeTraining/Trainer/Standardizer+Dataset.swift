import FledgeBasics
import FledgeData
import FledgeNN

extension Standardizer {
  /// A layer for inputs such as a data set's, as they are in its batches: pixels from 0 to 1. Transforms are left out.
  ///
  /// Its targets are fitted as any numbers: `Standardizer(fitting: train.targets)`.
  public init(fitting dataset: Dataset) {
    require(dataset.count > 0, "Standardizer: expected one example or more, got none")
    self.init(fitting: dataset.inputs, scale: dataset.scale)
  }
}
