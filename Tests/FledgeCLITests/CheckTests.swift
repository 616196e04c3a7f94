import Fledge
import Testing

@testable import FledgeCLI

/// By hand, by backpropagation and by differences: one gradient.
@Suite struct CheckTests {
  @Test(arguments: Activation.standard.map(\.name), 1...6)
  func everyActivationAtEveryDepth(_ activation: String, _ layers: Int) throws {
    let hidden = layers == 1 ? "none" : [String](repeating: "4", count: layers - 1).joined(separator: ",")
    let options = try NetworkOptions.parse(["--hidden", hidden, "--activation", activation])
    let rows = try GradientComparison(options, seed: UInt64(layers)).rows
    #expect(rows.count == 2 * layers)
    for row in rows {
      #expect(row.passes, "\(row)")
      #expect(row.compared + row.kinks == min(200, row.shape.elementCount))
      #expect(row.compared >= row.kinks)
    }
  }

  @Test func withoutBias() throws {
    let rows = try GradientComparison(try NetworkOptions.parse(["--no-bias", "--hidden", "5,4"]), seed: 0)
      .rows
    #expect(rows.map(\.name) == ["layers.0.weight", "layers.1.weight", "layers.2.weight"])
    #expect(rows.allSatisfy { $0.passes })
  }

  /// A batch norm takes away what a bias before it adds, so that no loss depends on it.
  @Test func aGradientOfZeroIsNoError() throws {
    let options = try NetworkOptions.parse(["--layers", "linear 6, batch-norm, tanh, linear"])
    let rows = try GradientComparison(options, seed: 0).rows
    #expect(rows.allSatisfy { $0.passes })
    let zero = rows.filter(\.isZero)
    #expect(zero.map(\.name) == ["1.bias"])
    #expect(zero.first?.cells[3] == "–" && zero.first?.cells.last == "ok, a gradient of 0")
  }

  @Test func theCommandPrintsATable() throws {
    let run = try fledge(["check", "--hidden", "6,5", "--activation", "gelu", "--seed", "3"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(
      run.lines[0].split(separator: " ").joined(separator: " ")
        == "parameter shape by hand differences compared kinks")
    #expect(run.lines[1].hasPrefix("layers.0.weight  (784, 6) "))
    #expect(run.lines[1...6].allSatisfy { $0.hasSuffix("  ok") })
    #expect(run.lines.count == 8)
    #expect(
      try fledge(["check", "--hidden", "6,5", "--activation", "gelu", "--seed", "3"]).output == run.output)
    #expect(
      try fledge(["check", "--hidden", "6,5", "--activation", "gelu", "--seed", "4"]).output != run.output)
  }
}
