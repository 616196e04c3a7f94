import Fledge
import Foundation
import TestSupport
import Testing

/// Layers in Float64 against PyTorch: results in training and evaluation, gradients, running statistics. Tests/Oracle/layers.py wrote what
/// is expected.
@Suite struct LayerOracleTests {
  struct Case: Sendable {
    let name: String
    let layer: any Layer
    let shape: Shape
    let rows: Int?

    init(_ name: String, _ layer: any Layer, _ shape: Shape, rows: Int? = nil) {
      (self.name, self.layer, self.shape, self.rows) = (name, layer, shape, rows)
    }
  }

  static let cases = [
    Case("batch-norm-rows", BatchNorm(3), [5, 3]),
    Case("batch-norm-momentum", BatchNorm(3, momentum: 0.3, epsilon: 1e-3), [6, 3]),
    Case("batch-norm-plain", BatchNorm(3, affine: false), [4, 3]),
    Case("batch-norm-untracked", BatchNorm(3, tracksStatistics: false), [4, 3]),
    Case("batch-norm-sequences", BatchNorm(2), [3, 2, 4]),
    Case("batch-norm-pictures", BatchNorm(2), [3, 2, 3, 2]),
    Case("layer-norm", LayerNorm(5), [3, 5]),
    Case("layer-norm-axes", LayerNorm([2, 3], epsilon: 1e-3), [4, 2, 3]),
    Case("layer-norm-no-bias", LayerNorm(4, bias: false), [2, 3, 4]),
    Case("layer-norm-plain", LayerNorm(4, affine: false), [3, 4]),
    Case("rms-norm", RMSNorm(5), [3, 5]),
    Case("rms-norm-axes", RMSNorm([2, 3], epsilon: 1e-2), [4, 2, 3]),
    Case("rms-norm-plain", RMSNorm(4, affine: false), [3, 4]),
    Case("embedding", Embedding(5, 3), [4], rows: 5),
    Case("embedding-axes", Embedding(4, 2), [2, 3], rows: 4),
    Case("embedding-padding", Embedding(5, 3, padding: 1), [3, 4], rows: 5),
    Case("prelu", PReLU(), [4, 3]),
    Case("prelu-features", PReLU(3), [2, 3, 2]),
  ]

  /// The lines of each case, by its name.
  static let written: [String: [String]] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Oracle/layers.txt")
    let parts = try! String(contentsOf: path, encoding: .utf8).components(separatedBy: "case ").dropFirst()
    return Dictionary(
      uniqueKeysWithValues: parts.map { part in
        let lines = part.split(separator: "\n").map(String.init)
        return (lines[0], Array(lines.dropFirst()))
      })
  }()

  private func expected(_ name: String, _ key: String) -> [[Double]] {
    Self.written[name]!.filter { $0.hasPrefix(key + " ") }.map { line in
      line.dropFirst(2).split(separator: " ").map { Double($0)! }
    }
  }

  private func expectNear(_ tensor: Tensor, _ expected: [Double], _ name: String) {
    let scale = max(1, expected.map { abs($0) }.max() ?? 1)
    expectClose(tensor.flattened, Tensor(expected), within: 1e-10 * scale, "\(name)")
  }

  @Test("values, gradients, statistics and evaluation agree with PyTorch", arguments: cases.indices)
  func agrees(_ index: Int) throws {
    let test = Self.cases[index]
    func check<L: Layer>(_ layer: L) {
      let name = test.name
      var draw = OracleDraw(seed: UInt64(name.utf8.count * 1000 + 7))
      var x = draw.tensor(test.shape, test.rows == nil ? -1 : 0, 1)
      if let rows = test.rows { x = floor(x * Double(rows)).converted(to: .int32) }
      var model = layer.initialized(seed: 0, dtype: .float64)
      model = model.with(model.namedParameters.map { draw.tensor($0.parameter.shape, 0.5, 1.5) })
      var (y, w) = (x, x)
      func loss(_ model: L, _ x: Tensor) -> Tensor {
        let result = model(x)
        y = result.detached
        return (w * result * result).sum()
      }
      let written = expected(name, "y")[0]
      w = draw.tensor(model.training(random: Random(seed: 0))(x).shape)
      var gradients: [Tensor] = []
      if test.rows == nil {
        gradients.append(gradient(at: x) { loss(model.training(), $0) })
      }
      var observations: [[Tensor]] = []
      if model.parameterCount > 0 {
        let result = valueAndGradients(of: model) { loss($0, x) }.gradients
        gradients += result.tensors
        observations = result.observations
      } else {
        observations =
          valueAndGradients(of: Pair(model)) { loss($0.inner, x * $0.factor.value) }.gradients
          .observations
      }
      expectNear(y, written, name)
      let expectedGradients = expected(name, "g")
      #expect(gradients.count == expectedGradients.count, "\(name)")
      for (a, b) in zip(gradients, expectedGradients) { expectNear(a, b, name) }
      model.absorb(observations)
      let statistics = model.namedStatistics.map(\.statistic.value)
      #expect(statistics.count == expected(name, "s").count, "\(name)")
      for (a, b) in zip(statistics, expected(name, "s")) { expectNear(a, b, name) }
      expectNear(model(x), expected(name, "e")[0], name)
    }
    check(test.layer)
  }

  /// A layer without parameters beside one, so that a gradient may be asked for.
  private struct Pair<L: Layer>: Module {
    var inner: L
    var factor = Parameter(Tensor([1] as [Double]))
    init(_ inner: L) { self.inner = inner }
    mutating func visit(_ visitor: inout some ModuleVisitor) {
      visitor("inner", &inner)
      visitor("factor", &factor)
    }
  }

  @Test("every case is written, and none besides")
  func complete() { #expect(Set(Self.cases.map(\.name)) == Set(Self.written.keys)) }
}
