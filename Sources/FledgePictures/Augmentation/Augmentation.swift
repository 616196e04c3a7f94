import FledgeTensor

/// A random change of a picture that leaves its class as it is: training on changed pictures, each time others, shows a model what
/// does not matter.
///
/// Every range is drawn from evenly, for each picture anew; a range of one number is that number. Changes that move pixels are put
/// together, so that a picture is interpolated once, however many there are: shift, rotate, scale, shear, flip and crop are one affine
/// map, an elastic distortion is added to it. The values are those of a batch, mostly 0 to 1.
///
/// To mix two pictures and their classes (mixup) needs pairs of examples, and is no change of one.
public enum Augmentation: Sendable, Equatable {
  /// Moves the picture down and to the right by these fractions of its height and width.
  case shift(rows: ClosedRange<Double>, columns: ClosedRange<Double>)
  /// Turns the picture around its centre, counter-clockwise, by an angle in degrees.
  case rotate(degrees: ClosedRange<Double>)
  /// Enlarges the picture around its centre by a factor, above 0; below 1 it becomes smaller.
  case scale(ClosedRange<Double>)
  /// Slants the picture: its upper half moves to the right by the tangent of an angle in degrees, between −90 and 90, for each row above the
  /// centre, and its lower half to the left.
  case shear(degrees: ClosedRange<Double>)
  /// Distorts the picture as if it were drawn on rubber (Simard, Steinkraus and Platt, 2003): every pixel is moved by a random
  /// displacement, drawn from −1 to 1, smoothed by a Gaussian of standard deviation `sigma` in pixels and multiplied by `alpha` in
  /// pixels. Theirs for digits of 29 × 29 are an alpha of 34 and a sigma of 4.
  case elastic(alpha: Double, sigma: Double)
  /// Mirrors the picture with this probability.
  case flip(Mirror, probability: Double = 0.5)
  /// Cuts out a rectangle and enlarges it to the picture's size (Szegedy and others, 2015): its area is this fraction of the picture's, and
  /// its width over its height, by the picture's own, drawn evenly on a logarithmic scale. Theirs are 0.08 to 1 and 3/4 to 4/3.
  case crop(area: ClosedRange<Double>, proportions: ClosedRange<Double> = 0.75...4 / 3)
  /// Blots out a rectangle with this probability (random erasing; Zhong and others, 2017): its area is this fraction of the picture's, and
  /// its width over its height is drawn evenly on a logarithmic scale. Theirs are 0.02 to 0.4, and 0.3 to 1/0.3.
  case erase(
    area: ClosedRange<Double> = 0.02...0.4, proportions: ClosedRange<Double> = 0.3...1 / 0.3,
    probability: Double = 0.5, value: Double = 0)
  /// Adds a number drawn from the normal distribution around 0 to each value.
  case noise(standardDeviation: Double)

  /// Which halves of a picture change places.
  public enum Mirror: String, Sendable, CaseIterable {
    /// Left and right.
    case leftRight = "left-right"
    /// Top and bottom.
    case topBottom = "top-bottom"
  }

  /// What is seen where a picture is moved away from its edge.
  public enum Outside: Sendable, Equatable {
    /// The nearest pixel of the picture.
    case edge
    /// One value.
    case value(Double)
  }

  /// Moves the picture by up to this fraction of its height and width, to either side.
  public static func shift(upTo fraction: Double) -> Augmentation {
    .shift(rows: -fraction...fraction, columns: -fraction...fraction)
  }

  /// Turns the picture by up to so many degrees, to either side.
  public static func rotate(upTo degrees: Double) -> Augmentation { .rotate(degrees: -degrees...degrees) }

  /// Slants the picture by up to so many degrees, to either side.
  public static func shear(upTo degrees: Double) -> Augmentation { .shear(degrees: -degrees...degrees) }
}
