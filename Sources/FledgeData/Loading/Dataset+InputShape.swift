import FledgeTensor

extension Dataset {
  /// The shape of one example's inputs in a batch, transforms included.
  public var inputShape: Shape {
    let stored = Shape(Array(store.inputs.shape.dimensions.dropFirst()))
    if store.transforms.isEmpty || count == 0 { return stored }
    let batch = DataLoader(self, batchSize: 1).epoch(0).first { _ in true }!
    return Shape(Array(batch.inputs.shape.dimensions.dropFirst()))
  }
  /// The numbers in one example's inputs.
  public var inputSize: Int { inputShape.elementCount }
}
