import ArgumentParser
import Fledge

extension DescribedLayer {
  /// Throws `ValidationError` if a batch of `count` examples in all would be one example that a batch norm cannot be trained on:
  /// a single value has no variance.
  func checkBatches(of input: Shape, count: Int, batchSize: Int) throws {
    guard count % batchSize == 1 || batchSize == 1 else { return }
    let rows = try outline(for: Shape([1] + input.dimensions))
    let isSingle = rows.contains { row in
      row.layer is BatchNorm && row.output.dimensions.dropFirst(2).reduce(1, *) == 1
    }
    if isSingle {
      throw ValidationError(
        "--batch-size \(batchSize) leaves a batch of one example, which batch-norm cannot be trained on: choose another"
      )
    }
  }
}
