import TestSupport

/// A small data set in the four IDX files: in a picture of class k pixel k is bright, among noise.
struct SmallData {
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]
  let scratch = TemporaryDirectory()
  var path: String { scratch.path }

  /// Pictures of `rows` × `columns`, 10 pixels at least.
  init(train: Int = 200, test: Int = 100, rows: Int = 4, columns: Int = 4) {
    for (part, count) in [(0, train), (2, test)] {
      let labels = (0..<count).map { UInt8($0 * 7 % 10) }
      var noise = UInt32(part + 1)
      let pixels = labels.flatMap { label in
        (0..<rows * columns).map { pixel in
          noise = noise &* 1_664_525 &+ 1_013_904_223
          return pixel == label ? 255 : UInt8(noise >> 25)
        }
      }
      scratch.file(Self.names[part], Self.header(0x803, [count, rows, columns]) + pixels)
      scratch.file(Self.names[part + 1], Self.header(0x801, [count]) + labels)
    }
  }

  /// The first bytes of an IDX file.
  static func header(_ magic: UInt32, _ dimensions: [Int]) -> [UInt8] {
    ([magic] + dimensions.map(UInt32.init)).flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
    }
  }
}
