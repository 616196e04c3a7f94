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

  var isIdentity: Bool { steps.isEmpty }

  /// A movement of the picture that those before give; two affine maps in a row are one.
  mutating func add(_ map: AffineMap) {
    if case .affine(let before)? = steps.last {
      steps[steps.count - 1] = .affine(before.after(map))
    } else {
      steps.append(.affine(map))
    }
  }

  mutating func add(_ displacement: Displacement) { steps.append(.displacement(displacement)) }

  /// Where the pixel at a place of the result comes from: the last movement is undone first.
  func source(of point: PicturePoint) -> PicturePoint {
    steps.reversed().reduce(point) { point, step in
      switch step {
      case .affine(let map): map(point)
      case .displacement(let displacement): displacement(point)
      }
    }
  }
}
