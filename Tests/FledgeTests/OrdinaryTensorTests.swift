import Fledge
import Testing

/// Small programs as a user of NumPy types them first: each line must compile as it stands and mean what it says.
@Suite struct OrdinaryTensorTests {
  @Test("arithmetic of literals, variables and tensors in one expression")
  func arithmetic() {
    let x: Tensor = [[1, 2, 3], [4, 5, 6]]
    let (rate, n, scale) = (0.5, 2, Float(2))
    let y = 2 * x + 1 - x / 3 * rate + Float(1) * x - 4 * 0.5 * x
    let z = (x - x.mean()) / (x - x.mean()).squared.mean() * scale + Double(n) - n
    #expect(y.shape == [2, 3] && z.shape == [2, 3] && (x * -1 == -x) && +x == x)
    #expect(x * .pi == Double.pi * x && x * (.pi / 2) == 0.5 * .pi * x)
    #expect(1 / (1 + exp(-x)) == sigmoid(x) || (1 / (1 + exp(-x)) - sigmoid(x)).max().item < 1e-6)
    let distance = sqrt((x[0] - x[1]).squared.sum())
    #expect(abs(distance.item - 27.0.squareRoot()) < 1e-6)
    let normalized = (x - x.max(axes: [1], keepingDimensions: true)).softmax()
    #expect((normalized.sum(axes: [1]) - 1 .< 1e-6).sum().item == 2)
  }

  @Test("counting, choosing and clipping by masks")
  func masks() {
    let x: Tensor = [-2, -0.5, 0, 0.5, 2]
    #expect((x .> 0).sum().item == 2 && (x .> 0 .& x .< 1).mean() == Tensor(0.2))
    #expect(select(x .< 0, 0, x) == relu(x) && select(x .> 0, 1, -1) == [-1, -1, -1, 1, 1])
    #expect(x * (x .> 0) == relu(x) && max(x, 0) == relu(x) && clamp(x, -1, 1) == [-1, -0.5, 0, 0.5, 1])
    let labels = Tensor([0, 1, 1] as [Int32])
    let logits: Tensor = [[2, 1], [0, 1], [3, 0]]
    let accuracy = (logits.argMax(axis: -1) .== labels).mean()
    #expect(abs(accuracy.item - 2.0 / 3) < 1e-6)
  }

  @Test("least squares by gradient descent")
  func regression() {
    var random = Random(seed: 0)
    let x = Tensor.linearlySpaced(from: -1, to: 1, count: 50).reshaped(to: [50, 1])
    let y = 3 * x - 1 + Tensor.normal([50, 1], standardDeviation: 0.01, using: &random)
    var w = Tensor.zeros([1, 1])
    var b = Tensor.zeros([1])
    for _ in 0..<200 {
      let (_, gradients) = valueAndGradients(at: [w, b]) { p in
        (matmul(x, p[0]) + p[1] - y).squared.mean()
      }
      w -= 0.5 * gradients[0]
      b -= 0.5 * gradients[1]
    }
    #expect(abs(w.item - 3) < 0.02 && abs(b.item + 1) < 0.02)
  }

  @Test("bytes of a picture become numbers; integers count")
  func integers() {
    let pixels = Tensor([[0, 128], [255, 64]] as [[UInt8]])
    let scaled = pixels / 255
    #expect(scaled.dtype == .float32 && scaled.max().item == 1)
    let indices = Tensor(shape: [3, 4], 0..<12)
    #expect((indices * 2 + 1).sum().item(as: Int.self) == 144 && indices.mean().item == 5.5)
    let weights = [0.2, 0.3, 0.5]
    #expect(Tensor(weights).sum().item == 1 && (Tensor(weights) * 2).dtype == .float64)
  }
}
