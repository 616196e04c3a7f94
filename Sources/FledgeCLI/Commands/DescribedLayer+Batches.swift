import ArgumentParser
import Fledge
import FledgeFiles

extension DescribedLayer {
  /// Throws `ValidationError` if a batch of `count` examples in all would be too small for a layer to be trained on.
  func checkBatches(of input: Shape, count: Int, batchSize: Int) throws {
    let rest = count % batchSize
    let smallest = rest == 0 ? batchSize : rest
    let rows = try outline(for: Shape([1] + input.dimensions))
    if let row = rows.first(where: { $0.layer.fewestExamplesInTraining(for: $0.input) > smallest }) {
      let batch = smallest == 1 ? "one example" : "\(smallest) examples"
      throw ValidationError(
        "--batch-size \(batchSize) leaves a batch of \(batch), which \(row.layer.outlineText.printable) cannot be trained "
          + "on: choose another")
    }
  }
}
