import Fledge
import FledgeKernels
import Foundation
import TestSupport
import Testing

/// Random compositions of operations, whose values and derivatives PyTorch has computed in Float64. Tests/Oracle/programs.py wrote them.
@Suite struct RandomProgramOracleTests {
  /// A line of the file.
  struct Program: Sendable {
    let inputs: [Tensor]
    let steps: [[String]]
    let value: Double
    let gradients, secondGradients: [[Double]]

    init(_ line: Substring) {
      let parts = line.split(separator: "\t")
      var draw = OracleDraw(seed: UInt64(parts[0])!)
      inputs = parts[1].split(separator: " ").map { shape in
        draw.tensor(Shape(shape.split(separator: "x").map { Int($0)! }), -1.5, 1.5)
      }
      steps = parts[2].split(separator: ", ").map { $0.split(separator: " ").map(String.init) }
      value = Double(parts[3])!
      (gradients, secondGradients) = (Self.numbers(parts[4]), Self.numbers(parts[5]))
    }

    private static func numbers(_ text: Substring) -> [[Double]] {
      text.split(separator: "/").map { $0.split(separator: " ").map { Double($0)! } }
    }

    /// A scalar that every value reaches.
    func callAsFunction(_ inputs: [Tensor]) -> Tensor {
      var values = inputs
      for step in steps {
        let numbers = step.dropFirst().map { Int($0)! }
        values.append(
          Self.result(
            of: step[0], values[numbers[0]], numbers.last!, values[min(numbers.last!, values.count - 1)]))
      }
      return values.dropFirst().reduce(tanh(values[0]).mean()) { $0 + tanh($1).mean() }
    }

    private static func result(of operation: String, _ x: Tensor, _ axis: Int, _ y: Tensor) -> Tensor {
      if let elementwise = Self.elementwise[operation] { return elementwise(x) }
      if let pair = pairs[operation] { return pair(x, y) }
      return along[operation]!(x, axis)
    }

    private static let elementwise: [String: @Sendable (Tensor) -> Tensor] = [
      "tanh": { tanh($0) }, "sigmoid": { sigmoid($0) }, "softplus": { softplus($0) }, "sin": { sin($0) },
      "exp-tanh": { exp(tanh($0)) }, "relu": { relu($0) }, "abs": { abs($0) }, "erf": { erf($0) },
      "clamp": { $0.clamped(-1, 1) }, "log": { log(1.5 + $0.squared) }, "sqrt": { sqrt(0.5 + $0.squared) },
      "gelu": { Activation.gelu($0) }, "transpose": { $0.transposed },
      "column": { $0.reshaped(to: [-1, 1]) },
      "gram": { matmul(tanh($0), $0, transposeB: true) },
    ]

    private static let pairs: [String: @Sendable (Tensor, Tensor) -> Tensor] = [
      "add": { $0 + $1 }, "subtract": { $0 - $1 }, "multiply": { tanh($0) * $1 },
      "divide": { $0 / (2 + tanh($1)) }, "max": { max($0, $1) }, "min": { min($0, $1) },
      "select": { select($0 .< $1, sin($0), cos($1)) },
    ]

    private static let along: [String: @Sendable (Tensor, Int) -> Tensor] = [
      "mean": { $0.mean(axis: $1, keepingDimensions: true) },
      "sum": { $0.sum(axis: $1, keepingDimensions: true) / Double($0.shape[$1]) },
      "largest": { $0.max(axis: $1, keepingDimensions: true) },
      "log-sum-exp": { $0.logSumExp(axis: $1, keepingDimensions: true) },
      "softmax": { $0.softmax(axis: $1) }, "log-softmax": { $0.logSoftmax(axis: $1) },
      "cumulative-sum": { $0.cumulativeSum(axis: $1) / Double($0.shape[$1]) },
      "cumulative-product": { tanh($0).cumulativeProduct(axis: $1) },
      "variance": { $0.variance(axis: $1, keepingDimensions: true) },
      "norm": { (1 + $0.squared).norm(axis: $1, keepingDimensions: true) },
      "sorted": { $0.sorted(axis: $1) }, "flipped": { $0.flipped(axis: $1) },
      "rolled": { $0.rolled(by: 1, axis: $1) },
      "joined": { .concatenated([$0, sin($0)], axis: $1) },
      "half": { $0.slice(0..<($0.shape[$1] + 1) / 2, axis: $1) },
      "rows": { $0.gatherRows(Tensor([$1 % $0.shape[0], 0, $1 % $0.shape[0]])) },
    ]
  }

  static let programs: [Program] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Oracle/programs.txt")
    return ((try? String(contentsOf: path, encoding: .utf8)) ?? "").split(separator: "\n").map(Program.init)
  }()

  /// Whether every number is as another library computed it.
  private func agree(_ tensors: [Tensor], _ expected: [[Double]]) -> Bool {
    zip(tensors, expected).allSatisfy { tensor, expected in
      let found = tensor.elements(as: Double.self)
      return found.count == expected.count
        && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-10 * max(1, abs($1)) }
    }
  }

  @Test("values, gradients and gradients of gradients, on every instruction set")
  func everyInstructionSet() {
    #expect(Self.programs.count == 120)
    defer { fledge_isa_override(-1) }
    for isa in [FLEDGE_ISA_PORTABLE, FLEDGE_ISA_NEON, FLEDGE_ISA_AVX2, FLEDGE_ISA_AVX512]
    where fledge_isa_supported(isa) {
      fledge_isa_override(isa.rawValue)
      for (number, program) in Self.programs.enumerated() {
        let at = "program \(number) on \(String(cString: fledge_isa_name(isa))): \(program.steps)"
        let (value, gradients) = valueAndGradients(at: program.inputs) { program($0) }
        #expect(agree([value], [[program.value]]), "\(at)")
        #expect(agree(gradients, program.gradients), "\(at)")
        let second = valueAndGradients(at: program.inputs) { inputs in
          let gradients = valueAndGradients(at: inputs) { program($0) }.gradients
          return gradients.dropFirst().reduce(gradients[0].squared.sum()) { $0 + $1.squared.sum() }
        }
        #expect(agree(second.gradients, program.secondGradients), "\(at)")
      }
    }
  }
}
