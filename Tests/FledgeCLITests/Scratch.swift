import Fledge
import FledgeFiles
import Foundation

/// A directory of the test's own, removed with the last reference.
final class Scratch {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "/fledge-cli-" + UUID().uuidString
    try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// The names of everything in it, hidden files too.
  var names: [String] { try! FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) -> String {
    guard FileManager.default.createFile(atPath: self(name), contents: Data(bytes)) else {
      fatalError("\(self(name)) cannot be written")
    }
    return self(name)
  }

  /// Removes a file.
  func remove(_ name: String) { try! FileManager.default.removeItem(atPath: self(name)) }

  /// A file's bytes; none if there is no such file.
  func bytes(_ name: String) -> [UInt8] {
    FileManager.default.contents(atPath: self(name)).map { [UInt8]($0) } ?? []
  }
}

/// A small data set in the four IDX files: in a picture of class k pixel k is bright, among noise.
struct SmallData {
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]
  let scratch = Scratch()
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

extension JSONValue {
  /// The keys of an object, in order.
  var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }

  /// A number of either kind.
  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// Each line as JSON.
  static func lines(_ text: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8), path: "output") }
  }
}
