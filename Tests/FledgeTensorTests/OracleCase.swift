import Fledge
import Foundation
import TestSupport

/// What another library (PyTorch, Float64) computed for one operation: a case of Tests/Oracle/cases.txt, whose format
/// Tests/Oracle/oracle.py explains.
struct OracleCase: Sendable {
  let operation: String
  let attributes: Attributes
  let shapes: [Shape]
  let value: Tensor
  let gradients: [Tensor]
  let secondGradients: [Tensor]
  private let low, high: Double
  private let seed: UInt64

  /// The file's cases, in order.
  static func read() throws -> [OracleCase] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../Oracle/cases.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    let starts = lines.indices.filter { lines[$0].hasPrefix("case ") } + [lines.count]
    return zip(starts, starts.dropFirst()).map { OracleCase(Array(lines[$0..<$1])) }
  }

  private init(_ lines: [String]) {
    let words = lines[0].split(separator: " ").dropFirst().map(String.init)
    operation = words[0]
    attributes = Attributes(words.dropFirst())
    let shapes = attributes.word("shapes").split(separator: "/").map { Shape(dimensions: String($0)) }
    self.shapes = shapes
    (low, high) = (attributes.number("low"), attributes.number("high"))
    seed = UInt64(attributes.integer("seed"))
    let parts = lines[1].dropFirst(2).split(separator: ":", omittingEmptySubsequences: false)
    value = Tensor(shape: Shape(dimensions: String(parts[0])), Self.numbers(String(parts[1])))
    func tensors(_ key: String) -> [Tensor] {
      zip(shapes, lines.filter { $0.hasPrefix(key + " ") }).map {
        Tensor(shape: $0, Self.numbers(String($1.dropFirst(2))))
      }
    }
    (gradients, secondGradients) = (tensors("g"), tensors("h"))
  }

  private static func numbers(_ text: String) -> [Double] { text.split(separator: " ").map { Double($0)! } }

  /// The inputs, then the weights w of the value and v of the gradients, drawn as the script draws them.
  func drawn() -> (inputs: [Tensor], weights: Tensor, gradientWeights: [Tensor]) {
    var draw = OracleDraw(seed: seed)
    let inputs = shapes.map { draw.tensor($0, low, high) }
    return (inputs, draw.tensor(value.shape), shapes.map { draw.tensor($0) })
  }

}

/// The attributes of a case: words by their key.
struct Attributes: Sendable {
  private let words: [String: String]

  init(_ pairs: some Sequence<String>) {
    words = Dictionary(
      uniqueKeysWithValues: pairs.map {
        let parts = $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), String(parts[1]))
      })
  }

  func word(_ key: String) -> String { words[key]! }
  func number(_ key: String) -> Double { Double(words[key]!)! }
  func integer(_ key: String) -> Int { Int(words[key]!)! }
  func flag(_ key: String) -> Bool { integer(key) == 1 }
  /// A list: `[0,2]`.
  func integers(_ key: String) -> [Int] {
    words[key]!.dropFirst().dropLast().split(separator: ",").map { Int($0)! }
  }
  var axis: Int { integer("axis") }
  var axes: [Int] { integers("axes") }
}

extension Shape {
  /// The shape that the file writes as `2x3`, or `-` for a scalar.
  fileprivate init(dimensions text: String) {
    self.init(text == "-" ? [] : text.split(separator: "x").map { Int($0)! })
  }
}
