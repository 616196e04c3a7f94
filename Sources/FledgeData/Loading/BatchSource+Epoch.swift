import FledgeTensor

extension BatchSource {
  /// The batches of epoch number `epoch` of a loader.
  init(_ loader: DataLoader, epoch: Int) {
    let (dataset, store) = (loader.dataset, loader.dataset.store)
    let examples: Examples
    if case .memory(let inputs) = store.inputs, case .memory(let targets) = store.targets {
      let order = loader.order(ofEpoch: epoch)
      let rows = dataset.rows.map { rows in order.map { rows[Int($0)] } } ?? order
      examples = .all(ExampleWindow(all: dataset, inputs, targets, order: rows))
    } else {
      let blocking = store.blocking ?? Blocking(rowBytes: 1)
      examples = .inFile(WindowReader(loader.order(ofEpoch: epoch, blocking), dataset))
    }
    self.init(
      store: store, dataset: dataset, examples: examples, exampleCount: dataset.count,
      batchSize: loader.batchSize,
      dtype: store.keepsInputType ? store.inputs.dtype : loader.dtype, epoch: epoch, mixup: loader.mixup,
      count: loader.batchesPerEpoch)
  }
}
