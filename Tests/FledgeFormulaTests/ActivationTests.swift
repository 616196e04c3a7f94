import FledgeFormula
import Foundation
import Testing

/// Functions as people write them in a scalar language, good for moderate x.
private let naive: [(name: String, value: @Sendable (Double) -> Double)] = [
  ("identity", { $0 }),
  ("relu", { $0 > 0 ? $0 : 0 }),
  ("relu6", { Swift.min(Swift.max($0, 0), 6) }),
  ("leaky-relu", { $0 > 0 ? $0 : 0.01 * $0 }),
  ("elu", { $0 > 0 ? $0 : Foundation.exp($0) - 1 }),
  ("celu", { $0 > 0 ? $0 : Foundation.exp($0) - 1 }),
  ("selu", { 1.0507009873554805 * ($0 > 0 ? $0 : 1.6732632423543772 * (Foundation.exp($0) - 1)) }),
  ("sigmoid", { 1 / (1 + Foundation.exp(-$0)) }),
  ("tanh", { 1 - 2 / (Foundation.exp(2 * $0) + 1) }),
  ("hardtanh", { Swift.min(Swift.max($0, -1), 1) }),
  ("softplus", { Foundation.log(1 + Foundation.exp($0)) }),
  ("softsign", { $0 / (1 + Swift.abs($0)) }),
  ("silu", { $0 / (1 + Foundation.exp(-$0)) }),
  ("gelu", { 0.5 * $0 * (1 + Foundation.erf($0 / 2.0.squareRoot())) }),
  (
    "gelu-tanh",
    { 0.5 * $0 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) }
  ),
  ("mish", { $0 * Foundation.tanh(Foundation.log(1 + Foundation.exp($0))) }),
  ("hard-sigmoid", { Swift.min(Swift.max($0 + 3, 0), 6) / 6 }),
  ("hard-swish", { $0 * Swift.min(Swift.max($0 + 3, 0), 6) / 6 }),
  ("sin", { Foundation.sin($0) }),
  ("cos", { Foundation.cos($0) }),
  ("square", { $0 * $0 }),
]

/// The table of standard activations; a row that is added needs no change here.
@Suite struct ActivationTests {
  @Test func everyRowIsListedAndHasItsOwnNames() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Sources/FledgeFormula/Activations/Activation+Standard.swift")
    let rows = try String(contentsOf: file, encoding: .utf8).components(separatedBy: " = Activation(")
    #expect(Activation.standard.count == rows.count - 1)
    #expect(Activation.standard.allSatisfy { !$0.summary.isEmpty })
    let names = Activation.standard.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
    for activation in Activation.standard {
      for name in [activation.name] + activation.aliases {
        #expect(Activation.named(name)?.name == activation.name)
        #expect(Activation.named(name)?.formula === activation.formula)
      }
    }
    #expect(Activation.named("no-such") == nil)
    #expect(Activation.named("swish")?.name == "silu")
  }

  @Test func numbersBendTheCurves() {
    func value(_ activation: Activation, _ x: Double) -> Double { activation.formula([x])[0] }
    #expect(value(.leakyReLU(slope: 0.2), -3) == -0.2 * 3)
    #expect((value(.elu(alpha: 2), -1) - 2 * (Foundation.exp(-1) - 1)).magnitude < 1e-15)
    #expect((value(.celu(alpha: 2), -1) - 2 * (Foundation.exp(-0.5) - 1)).magnitude < 1e-15)
    #expect((Activation.celu(alpha: 2).formula.derivative()([-1e-9])[0] - 1).magnitude < 1e-8)
    #expect((value(.softplus(beta: 3), 0.5) - Foundation.log(1 + Foundation.exp(1.5)) / 3).magnitude < 1e-15)
    #expect(Activation.softplus(beta: 2).name == "softplus 2")
    let plain = [Activation.leakyReLU(slope: 0.01), .elu(alpha: 1), .celu(alpha: 1), .softplus(beta: 1)]
    #expect(plain.map(\.name) == ["leaky-relu", "elu", "celu", "softplus"])
  }

  @Test("a number behind the name of a family")
  func namesWithNumbers() {
    let activations = [
      Activation.leakyReLU(slope: 0.2), .leakyReLU(slope: -1), .elu(alpha: 0.5), .celu(alpha: 1e-3),
      .softplus(beta: 20),
    ]
    let names = ["leaky-relu 0.2", "leaky-relu -1", "elu 0.5", "celu 0.001", "softplus 20"]
    #expect(activations.map(\.name) == names)
    for (activation, name) in zip(activations, names) {
      #expect(Activation.named(name)?.name == name)
      #expect(Activation.named(name)?.formula.outputs == activation.formula.outputs)
    }
    #expect(Activation.named("leaky-relu 0.010")?.name == "leaky-relu")
    for name in [
      "relu 2", "elu ", "elu x", "elu nan", "elu inf", "elu 1e999", "celu 0", "softplus -1", "elu 1 2",
      "2 elu",
    ] {
      #expect(Activation.named(name) == nil, "\(name)")
    }
  }

  @Test func valuesAreTheTextbooks() throws {
    for (name, value) in naive {
      let formula = try #require(Activation.named(name)).formula
      for x in stride(from: -6, through: 6, by: 0.237) {
        #expect((formula([x])[0] - value(x)).magnitude < 1e-14, "\(name) at \(x)")
      }
    }
  }

  /// Published: torch.nn.functional at 1 (PyTorch 2).
  @Test func valuesAtOne() throws {
    for (name, value) in [
      ("gelu", 0.8413447460685429), ("gelu-tanh", 0.8411919906082768), ("silu", 0.7310585786300049),
      ("mish", 0.8650983882673103), ("softplus", 1.3132616875182228), ("softsign", 0.5),
      ("hard-swish", 0.6666666666666666),
      ("selu", 1.0507009873554805),
    ] {
      let formula = try #require(Activation.named(name)).formula
      #expect((formula([1])[0] - value).magnitude < 1e-15)
    }
  }

  @Test func programsAgreeWithTheReference() {
    let points = stride(from: -12.0, through: 12, by: 0.0417).map { $0 }
    for named in Activation.standard {
      let formulas = [named.formula, named.formula.derivative(), named.formula.derivative().derivative()]
      for formula in formulas {
        onEveryInstructionSet { isa in
          let doubles = formula.run(points)
          let floats = formula.run(points.map { Float($0) })
          for (i, x) in points.enumerated() {
            let truth = formula([x])[0]
            #expect(
              (doubles[i] - truth).magnitude <= 2e-14 * max(1, truth.magnitude), "\(formula) at \(x), \(isa)")
            let near = formula([Double(Float(x))])[0]
            #expect(
              (Double(floats[i]) - near).magnitude <= 3e-5 * max(1, near.magnitude),
              "\(formula) at \(x), \(isa)")
          }
        }
      }
    }
  }

  /// Instructions of the value, the first and the second derivative: simplification must not get worse unnoticed.
  @Test func programsAreShort() throws {
    for (name, counts) in [
      ("relu", [1, 3, 0]), ("silu", [2, 5, 7]), ("gelu", [2, 4, 4]), ("gelu-tanh", [6, 11, 19]),
      ("mish", [3, 7, 13]),
      ("tanh", [1, 2, 4]), ("sigmoid", [1, 3, 5]),
    ] {
      let formula = try #require(Activation.named(name)).formula
      let formulas = [formula, formula.derivative(), formula.derivative().derivative()]
      #expect(zip(formulas, counts).allSatisfy { $0.program.instructionCount <= $1 }, "\(name)")
    }
  }
}
