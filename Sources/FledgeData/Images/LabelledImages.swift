import FledgeBasics
import FledgeTensor

/// Pictures with a class each.
public struct LabelledImages: Sendable, Equatable {
  /// The pictures.
  public let images: Images
  /// The class of each picture (count), Int32, 0 to `classes` − 1.
  public let labels: Tensor
  /// The number of classes.
  public let classes: Int

  /// The number of pictures.
  public var count: Int { images.count }

  /// Puts pictures and their classes together. It is a programmer's error if their numbers disagree or a label is none
  /// of the classes; readers of files check before they come here.
  public init(images: Images, labels: Tensor, classes: Int) {
    self.images = images
    self.labels = labels.checkedLabels(classes: classes, in: "LabelledImages")
    self.classes = classes
    require(
      labels.count == images.count, "LabelledImages: expected \(images.count) labels, got \(labels.count)")
  }
}
