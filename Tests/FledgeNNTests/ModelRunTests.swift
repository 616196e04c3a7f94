import Fledge
import Foundation
import TestSupport
import Testing

private final class Counted: @unchecked Sendable { var count = 0 }

/// A run that is watched keeps every operation with its inputs and output, under the path of its layer.
@Suite struct ModelRunTests {
  private let x = Random.tensor(seed: 1, [4, 3])

  private func names(_ run: ModelRun) -> [String] {
    run.operations.map { operation in
      switch operation.form {
      case .operator(let name, _), .composite(let name, _): name
      case .formula(let formula, _): "\(formula)"
      case .notExportable(let reason): reason
      }
    }
  }

  /// Every input of an operation is an earlier result, a weight, or the model's input; and replaying gives the result.
  private func expectConnected(_ run: ModelRun, _ x: Tensor, constants: Int = 0) {
    var known = Set(run.weights.map(\.value.valueIdentity))
    var others: Set<ObjectIdentifier> = []
    for operation in run.operations {
      for input in operation.inputs where !known.contains(input.valueIdentity) {
        others.insert(input.valueIdentity)
      }
      known.insert(operation.output.valueIdentity)
    }
    #expect(others.count <= 1 + constants, "\(others.count) values come from nowhere")
    #expect(run.operations.last?.output == run.result)
  }

  @Test("a chain: one operation a linear layer, activations under their numbers")
  func chain() {
    let model = Sequential {
      Linear(3, 5, activation: .tanh)
      Activation.sigmoid
      Residual {
        LayerNorm(5)
        Linear(5, 5)
        Activation.relu
      }
      Dropout(0.5)
      Linear(5, 2)
    }.initialized(seed: 1, dtype: .float64)
    let run = ModelRun(model, on: x)
    #expect(run.result == model(x))
    let paths = run.operations.map(\.path)
    #expect(paths.prefix(3) == ["0", "0", "1"] && paths.last == "4")
    #expect(Set(paths) == ["0", "1", "2", "2.inner.0", "2.inner.1", "2.inner.2", "4"])
    #expect(names(run).filter { $0 == "Linear" }.count == 3)
    expectConnected(run, x)
  }

  @Test("a custom struct: what reads parameters belongs to their layer")
  func custom() {
    let model = EveryLayer().initialized(seed: 3)
    let numbers = Tensor([1, 0, 4] as [Int32])
    let run = ModelRun(model, on: numbers)
    #expect(run.result == model(numbers))
    let paths = Set(run.operations.map(\.path))
    for path in [
      "embedding", "first", "norm", "slope", "block.inner.0", "block.inner.1", "last.0", "last.1", "last.2",
    ] {
      #expect(paths.contains(path), "\(path) is not among \(paths)")
    }
    // The mask of the padding is an operation, though it has no gradient.
    #expect(
      run.operations.contains { $0.output.dtype == .bool && $0.path == "embedding" })
  }

  /// Layers that read no parameter, or only after other operations, as a struct's own properties.
  private struct Stored: Layer {
    var first = Linear(3, 6)
    var norm = LayerNorm(6)
    var root = RMSNorm(6)
    var plain = LayerNorm(6, affine: false)
    var half = Lambda("half") { $0 * 0.5 }
    var gate = Activation.sigmoid
    var block = Residual { Activation.tanh }
    var batch = BatchNorm(6, affine: false)
    var dropout = Dropout(0.5)
    var last = Linear(6, 2)

    func callAsFunction(_ x: Tensor) -> Tensor {
      last(dropout(batch(block(gate(half(plain(root(norm(first(x))))))))))
    }

    mutating func visit(_ visitor: inout some ModuleVisitor) {
      visitor("first", &first)
      visitor("norm", &norm)
      visitor("root", &root)
      visitor("plain", &plain)
      visitor("half", &half)
      visitor("gate", &gate)
      visitor("block", &block)
      visitor("batch", &batch)
      visitor("dropout", &dropout)
      visitor("last", &last)
    }
  }

  /// The paths of the operations in their order, each once where it stands.
  private func stations(_ run: ModelRun) -> [String] {
    run.operations.map(\.path).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  @Test("a layer that is stored in a struct has its own operations, with parameters or without")
  func storedLayers() {
    let model = Stored().initialized(seed: 2, dtype: .float64)
    let before = model.gate.place
    let evaluated = [
      "first", "norm", "root", "plain", "half", "gate", "block.inner.0", "block", "batch", "last",
    ]
    let run = ModelRun(model, on: x)
    #expect(stations(run) == evaluated)
    #expect(run.result == model(x))
    // A norm begins with its moments: more than the one operation that reads its parameters.
    for path in ["norm", "root"] { #expect(run.operations.filter { $0.path == path }.count > 1) }
    let within = Sequential { model }
    #expect(stations(ModelRun(within, on: x)) == evaluated.map { "0.\($0)" })
    // In training, too, where the batch's moments and the mask are operations.
    let training = ModelRun(model.training(random: Random(seed: 1)), on: x)
    #expect(stations(training) == Array(evaluated.dropLast()) + ["dropout", "last"])
    #expect(before == nil && model.gate.place == nil, "only the watched copy knows where it is")
  }

  @Test("comparisons, indices, conversions and choices of integers are seen")
  func unrecorded() {
    let (result, operations) = Watch.operations {
      let best = x.argMax(axis: 1)
      let oneHot = Tensor.oneHot(best, classes: 3)
      let mask = !((x .> 0) & (x .< 1))
      let order = x.argSort(axis: 1)
      return select(mask, order, order + 1).converted(to: .float64) + oneHot.converted(to: .float64)
    }
    let forms = operations.map { "\($0.form)" }
    for name in ["ArgMax", "OneHot", "And", "Not", "ArgSort", "Where", "Cast"] {
      #expect(forms.contains { $0.contains("\"\(name)\"") }, "\(name) is not among \(forms)")
    }
    #expect(operations.last!.output == result)
  }

  @Test("watching changes no bit, reaches no other thread, and ends with an error too")
  func scope() {
    struct Stop: Error {}
    let model = MultilayerPerceptron([3, 4, 2]).initialized(seed: 1, dtype: .float64)
    #expect(throws: Stop.self) { try Watch.operations { throw Stop() } }
    let (inner, outer) = Watch.operations {
      _ = model(x)
      return Watch.operations { model(x) }
    }
    // Two products, and the activation between them.
    #expect(inner.operations.count == 3 && outer.count == 6)
    let elsewhere = Watch.operations { () -> Int in
      let (done, counted) = (DispatchSemaphore(value: 0), Counted())
      Thread.detachNewThread {
        counted.count = MultilayerPerceptron([3, 4, 2]).initialized(seed: 1)(Tensor([[1, 2, 3]])).count
        done.signal()
      }
      done.wait()
      return counted.count
    }
    #expect(elsewhere.result == 2 && elsewhere.operations.isEmpty)
    let gradients = Watch.operations {
      valueAndGradients(of: model) { $0(x).squared.sum() }.gradients.tensors
    }
    #expect(gradients.result == valueAndGradients(of: model) { $0(x).squared.sum() }.gradients.tensors)
  }
}
