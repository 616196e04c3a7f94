/// Pictures with a class each: a data set for classification, as bytes in memory.
public struct LabelledImages: Sendable, Equatable {
  /// The pictures.
  public let images: Images
  /// The class of each picture, 0 to `classes` − 1.
  public let labels: [Int32]
  /// The number of classes.
  public let classes: Int

  /// The number of pictures.
  public var count: Int { images.count }

  /// Puts pictures and their classes together.
  ///
  /// A programmer's error if their numbers disagree or a label is none of the classes; readers of files check
  /// before they come here.
  public init(images: Images, labels: [Int32], classes: Int) {
    guard labels.count == images.count else {
      fatalError("LabelledImages: expected \(images.count) labels, got \(labels.count)")
    }
    if let index = labels.firstIndex(where: { $0 < 0 || Int($0) >= classes }) {
      fatalError("LabelledImages: expected labels of 0 to \(classes - 1), got \(labels[index]) at \(index)")
    }
    self.images = images
    self.labels = labels
    self.classes = classes
  }
}
