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
    let elements = picture.values(at: sources, outside: outside)
    return PictureValues(rows: rows, columns: columns, channels: picture.channels, elements: elements)
  }

  /// Where each pixel of the result comes from: the last movement is undone first.
  private var sources: [PicturePoint] {
    let top = -Double(rows - 1) / 2
    let left = -Double(columns - 1) / 2
    var points: [PicturePoint] = []
    points.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        points.append(PicturePoint(row: Double(row) + top, column: Double(column) + left))
      }
    }
    for step in steps.reversed() {
      switch step {
      case .affine(let map): for index in points.indices { points[index] = map(points[index]) }
      case .displacement(let displacement): displacement.add(to: &points)
      }
    }
    return points
  }
}
