import Fledge
import Foundation
import TestSupport
import Testing

/// Linear models against scikit-learn. Tests/Oracle/linear.py wrote what is expected.
@Suite struct LinearModelTests {
  struct Case: Sendable {
    let kind: String
    let outputs: Int
    let penalty: Double
    /// What column 2 is multiplied by.
    let unit: Double
    let numbers: [Double]
  }

  static let cases: [Case] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Oracle/linear.txt")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let words = line.split(separator: "\t")
      return Case(
        kind: String(words[0]), outputs: Int(words[1])!, penalty: Double(words[2])!,
        unit: Double(words[3])!, numbers: words[4].split(separator: " ").map { Double($0)! })
    }
  }()

  private static let (count, width) = (80, 5)

  /// As `columns` in the script.
  private func columns(_ seed: Int) -> [[Double]] {
    var draw = OracleDraw(seed: UInt64(seed))
    let numbers = (2 * draw.tensor([Self.count, Self.width], 0, 1) - 1).elements(as: Double.self)
    return (0..<Self.count).map { row in
      var x = Array(numbers[row * Self.width..<(row + 1) * Self.width])
      x[1] = 20 * x[1] + 5
      x[4] = x[0] + x[2]
      return x
    }
  }

  /// Weights by rows, that of column 2 as it is for the column before it was multiplied, and the intercepts.
  private func numbers(of model: LinearModel, unit: Double) -> [Double] {
    var weights = model.weights.elements(as: Double.self)
    let outputs = weights.count / Self.width
    for index in 2 * outputs..<3 * outputs { weights[index] *= unit }
    return weights + model.intercepts.elements(as: Double.self)
  }

  /// Those that the script wrote, likewise.
  private func numbers(_ expected: Case, outputs: Int) -> [Double] {
    var numbers = expected.numbers
    for index in 2 * outputs..<3 * outputs { numbers[index] *= expected.unit }
    return numbers
  }

  @Test("logistic regression", arguments: cases.filter { $0.kind == "logistic" })
  func logistic(_ expected: Case) throws {
    let classes = expected.outputs
    var (x, draw) = (columns(classes), OracleDraw(seed: UInt64(classes + 100)))
    let labels = draw.tensor([Self.count], 0, 1).elements(as: Double.self).map { Int($0 * Double(classes)) }
    for (row, label) in labels.enumerated() {
      x[row][0] += Double(label)
      x[row][4] += Double(label)
      x[row][2] *= expected.unit
    }
    let model = try #require(
      LinearModel(
        fitting: Dataset(inputs: Tensor(x), labels: labels), penalty: expected.penalty, tolerance: 1e-9,
        iterations: 1000))
    var found = numbers(of: model, unit: expected.unit)
    // Of two classes scikit-learn has the differences alone.
    if classes == 2 {
      found = stride(from: 0, to: found.count, by: 2).map { found[$0 + 1] - found[$0] }
    }
    #expect(found.count == expected.numbers.count)
    for (a, b) in zip(found, numbers(expected, outputs: classes == 2 ? 1 : classes)) {
      #expect(abs(a - b) < 1e-5 * max(1, abs(b)), "\(a), not \(b)")
    }
  }

  @Test("ridge regression", arguments: cases.filter { $0.kind == "ridge" })
  func ridge(_ expected: Case) throws {
    var x = columns(expected.outputs + 50)
    var draw = OracleDraw(seed: UInt64(expected.outputs + 200))
    let noise = draw.tensor([Self.count, expected.outputs], 0, 1)
    let targets = Tensor(x.map { row in (0..<expected.outputs).map { 3 * row[$0] } }) + noise
    for row in x.indices { x[row][2] *= expected.unit }
    let model = try #require(
      LinearModel(fitting: Dataset(inputs: Tensor(x), targets: targets), penalty: expected.penalty))
    let found = numbers(of: model, unit: expected.unit)
    #expect(found.count == expected.numbers.count)
    let tolerance = expected.unit == 1 ? 1e-9 : 1e-7
    for (a, b) in zip(found, numbers(expected, outputs: expected.outputs)) {
      #expect(abs(a - b) < tolerance, "\(a), not \(b)")
    }
  }

  @Test("there are as many cases as the script wrote")
  func complete() { #expect(Self.cases.count == 11) }

  @Test("the code of a category counts as a column for each level")
  func categories() throws {
    // 3, 1 and −2 for the levels, and a number that counts double; 3 is no level.
    let codes = (0..<60).map { Double($0 % 3) }
    let rows = codes.enumerated().map { [$1, Double($0 * 7 % 11)] }
    let targets = rows.map { [3.0, 1, -2][Int($0[0])] + 2 * $0[1] }
    let dataset = Dataset(inputs: Tensor(rows), targets: Tensor(targets))
    let model = try #require(
      LinearModel(fitting: dataset, columns: [.category(levels: 3), .number], penalty: 1e-6))
    let found = model(Tensor([[0, 0], [1, 0], [2, 1], [3, 0]] as [[Double]])).elements(as: Double.self)
    for (a, b) in zip(found, [3, 1, 0, 2.0 / 3]) { #expect(abs(a - b) < 1e-5, "\(found)") }
    #expect(model.weights.shape == [4, 1])
    // As a number the code tells less.
    let plain = try #require(LinearModel(fitting: dataset))
    #expect(Evaluation(of: plain, on: dataset).loss > 0.05 && Evaluation(of: model, on: dataset).loss < 1e-9)
  }

  @Test("constant columns, more columns than rows, pixels, classes without examples")
  func edges() throws {
    let constant = Dataset(inputs: Tensor([[1, 5], [2, 5], [3, 5]] as [[Double]]), targets: [2, 4, 6])
    let line = try #require(LinearModel(fitting: constant, penalty: 1e-9))
    #expect(abs(line(Tensor([[4, 5]] as [[Double]])).item - 8) < 1e-6)
    let wide = Dataset(inputs: Tensor([[1, 2, 3, 4], [2, 1, 0, 5]] as [[Double]]), targets: [1, -1])
    #expect(try Evaluation(of: #require(LinearModel(fitting: wide, penalty: 1e-3)), on: wide).loss < 1e-3)
    let pixels = Dataset(
      inputs: Tensor(shape: [4, 1, 2], [0, 255, 10, 250, 255, 0, 240, 3] as [UInt8]), labels: [0, 0, 1, 1],
      classes: 3)
    let model = try #require(LinearModel(fitting: pixels))
    #expect(Evaluation(of: model, on: pixels).error == 0 && model.weights.shape == [2, 3])
    #expect(model.weights.elements(as: Double.self).allSatisfy { $0.isFinite })
  }

  @Test(
    "the unit of a column changes nothing where its weight costs nothing; the same number in each row is no column"
  )
  func units() throws {
    let x = columns(3)
    let labels = (0..<Self.count).map { x[$0][0] + x[$0][2] > 0 ? 1 : 0 }
    let targets = Tensor(x.map { $0[0] - $0[2] })
    let found = try [1e4, 1e8, 1e12].map { unit in
      let inputs = Tensor(x.map { [$0[0], 0.1, unit * $0[2]] })
      return try [Dataset(inputs: inputs, labels: labels), Dataset(inputs: inputs, targets: targets)].map {
        let model = try #require(LinearModel(fitting: $0, tolerance: 1e-9, iterations: 1000))
        #expect(model.weights[1].elements(as: Double.self).allSatisfy { $0 == 0 })
        return model(inputs)
      }
    }
    for other in found.dropFirst() {
      for (one, other) in zip(found[0], other) { expectClose(one, other, within: 1e-5) }
    }
  }

  @Test("what would take long is not fitted")
  func large() {
    let wide = Dataset(inputs: .zeros([2, 1025]), targets: [1, 2])
    #expect(LinearModel(fitting: wide) == nil)
    let long = Dataset(inputs: .zeros([5000, 4000], dtype: .uint8), labels: [Int](repeating: 0, count: 5000))
    #expect(LinearModel(fitting: long) == nil)
    #expect(LinearModel(fitting: Dataset(inputs: .zeros([0, 2]), targets: .zeros([0]))) == nil)
  }

  @Test("the same bits for any number of threads")
  func threads() throws {
    var random = Random(seed: 1)
    let x = random.normal([3000, 20], dtype: .float64)
    let labels = (x[.all, 0] .> x[.all, 1]).converted(to: .int32)
    let dataset = Dataset(inputs: x, labels: labels.elements(as: Int32.self).map(Int.init))
    let before = Machine.threadCount
    defer { Machine.threadCount = before }
    let weights = try [1, 2].map { threads in
      Machine.threadCount = threads
      return try #require(LinearModel(fitting: dataset)).weights.elements(as: Double.self)
    }
    #expect(weights[0] == weights[1])
  }
}
