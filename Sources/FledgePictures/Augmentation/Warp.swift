/// Movements of pixels one after another, put together so that a picture is interpolated once.
struct Warp {
  private enum Step {
    case affine(AffineMap)
    case displacement(Displacement)
  }

  let rows: Int
  let columns: Int
  private var steps: [Step] = []

  init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }

  /// A movement of the picture that those before give; two affine maps in a row are one.
  mutating func add(_ map: AffineMap) {
    if case .affine(let before)? = steps.last {
      steps[steps.count - 1] = .affine(before.after(map))
    } else {
      steps.append(.affine(map))
    }
  }

  mutating func add(_ displacement: Displacement) { steps.append(.displacement(displacement)) }

  /// The picture whose pixels have moved: each is taken from where it comes from.
  func moved(_ picture: PictureValues, outside: Augmentation.Outside) -> PictureValues {
    if steps.isEmpty { return picture }
    var elements: [Double] = []
    elements.reserveCapacity(picture.elements.count)
    for row in 0..<rows {
      for column in 0..<columns {
        let place = PicturePoint(
          row: Double(row) - Double(rows - 1) / 2, column: Double(column) - Double(columns - 1) / 2)
        let source = source(of: place)
        for channel in 0..<picture.channels {
          elements.append(picture.value(at: source, channel: channel, outside: outside))
        }
      }
    }
    return PictureValues(rows: rows, columns: columns, channels: picture.channels, elements: elements)
  }

  /// Where the pixel at a place of the result comes from: the last movement is undone first.
  private func source(of point: PicturePoint) -> PicturePoint {
    steps.reversed().reduce(point) { point, step in
      switch step {
      case .affine(let map): map(point)
      case .displacement(let displacement): displacement(point)
      }
    }
  }
}
