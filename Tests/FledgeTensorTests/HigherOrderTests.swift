import Fledge
import TestSupport
import Testing

/// Calls inside calls: gradients of gradients, in closed form and by central differences.
@Suite struct HigherOrderTests {
  private let x = Tensor([0.5, -1, 2], dtype: .float64)

  @Test("second and third derivatives of sin and of x⁴")
  func derivatives() {
    func nested(_ order: Int, _ f: @escaping (Tensor) -> Tensor) -> (Tensor) -> Tensor {
      order == 0 ? f : nested(order - 1) { at in gradient(at: at) { f($0).sum() } }
    }
    expectClose(nested(2, { sin($0) })(x), -sin(x), within: 1e-15)
    expectClose(nested(3, { sin($0) })(x), -cos(x), within: 1e-15)
    expectClose(nested(4, { sin($0) })(x), sin(x), within: 1e-15)
    expectClose(nested(3, { $0 * $0 * $0 * $0 })(x), 24 * x, within: 1e-15)
    expectClose(nested(3, { pow($0, 4) })(x), 24 * x, within: 1e-15)
    expectClose(nested(3, { exp(2 * $0) })(x), 8 * exp(2 * x), within: 1e-15)
    expectClose(nested(4, { $0.squared })(x), .zeros([3], dtype: .float64), within: 0)
  }

  @Test("the third derivative of a softmax, by differences of the second")
  func thirdOfSoftmax() {
    expectGradient(
      of: { inputs in
        gradient(at: inputs[0]) { x in
          gradient(at: x) { ($0.softmax() * Tensor([1.0, 2, 3], dtype: .float64)).sum().squared }.squared
            .sum()
        }
      }, at: [x])
  }

  @Test("∂/∂w of ‖∂f/∂x‖², closed form: f = Σ w·x² gives 8·w·x²")
  func gradientPenalty() {
    let w = Tensor([3.0, -2, 0.5], dtype: .float64)
    let penalty = valueAndGradient(at: w) { w in
      gradient(at: x) { x in (w * x * x).sum() }.squared.sum()
    }
    expectClose(penalty.value, (4 * w * w * x * x).sum(), within: 1e-15)
    expectClose(penalty.gradient, 8 * w * x * x, within: 1e-15)
    #expect(!penalty.value.isTracked && !penalty.gradient.isTracked)
  }

  @Test("∂/∂w of (‖∂f/∂x‖ − 5)² of a two-layer network, by central differences, for every activation")
  func penaltyOfNetwork() {
    var random = Random(seed: 21)
    let x = random.normal([3, 2], dtype: .float64)
    let parameters = [
      random.normal([2, 4], dtype: .float64), random.normal([4], dtype: .float64),
      random.normal([4, 1], dtype: .float64),
    ]
    for activation in Activation.standard {
      expectGradient(
        of: { p in
          let slope = gradient(at: x) { x in
            linear(linear(x, p[0], p[1], activation: activation.fused), p[2], nil).sum()
          }
          return (sqrt(slope.squared.sum(axes: [1]) + 0.01) - 5).squared.mean()
        }, at: parameters, activation.name)
    }
  }

  @Test("the Hessian of cross-entropy through a network, for every activation, by central differences")
  func hessianOfCrossEntropy() {
    var random = Random(seed: 22)
    let x = random.normal([4, 3], dtype: .float64)
    let labels = Tensor([1, 0, 2, 2] as [Int32])
    let parameters = [random.normal([3, 2], dtype: .float64), random.normal([2, 3], dtype: .float64)]
    for activation in Activation.standard {
      expectGradient(
        of: { p in
          let gradients = valueAndGradients(at: p) { p in
            crossEntropy(
              linear(linear(x, p[0], nil, activation: activation.fused), p[1], nil), labels: labels)
          }.gradients
          return .concatenated(gradients.map(\.flattened))
        }, at: parameters, activation.name)
    }
  }

  @Test("the Hessian of cross-entropy by logits is (diag(s) − ssᵀ)/m")
  func hessianOfLogits() {
    let logits = Tensor([[0.3, -1, 2]], dtype: .float64)
    let s = logits.softmax()[0]
    for row in 0..<3 {
      let line = gradient(at: logits) { h in
        gradient(at: h) { crossEntropy($0, labels: Tensor([1] as [Int32])) }.flattened[row]
      }
      let expected = s * (Tensor.identity(3, dtype: .float64)[row] - s[row])
      expectClose(line[0], expected, within: 1e-14)
    }
  }

  @Test("an inner call whose result does not depend on the outer input is a constant")
  func independentInnerCall() {
    let slope = gradient(at: x) { x in
      let inner = gradient(at: Tensor([2.0, 3, 4], dtype: .float64)) { y in
        let result = (y * y).sum()
        #expect(result.isTracked)
        return result
      }
      #expect(!inner.isTracked)
      return (inner * x).sum()
    }
    #expect(slope == Tensor([4.0, 6, 8], dtype: .float64))
  }

  @Test("an inner call at the outer input: d/dx of x·f′(x)")
  func innerCallAtOuterInput() {
    let slope = gradient(at: x) { x in
      (x * gradient(at: x) { exp($0).sum() }).sum()
    }
    expectClose(slope, exp(x) * (1 + x), within: 1e-15)
  }

  @Test("the inner value is tracked by the outer call")
  func innerValue() {
    let slope = gradient(at: x) { x in
      let (value, inner) = valueAndGradient(at: x) { ($0 * $0 * $0).sum() }
      #expect(value.isTracked && inner.isTracked)
      return value + inner.sum()
    }
    expectClose(slope, 3 * x * x + 6 * x, within: 1e-15)
  }

  @Test("perturbations are not confused: d/dx of x·(d/dy (x + y)) is 1")
  func perturbationConfusion() {
    let slope = gradient(at: Tensor(1, dtype: .float64)) { x in
      x * gradient(at: Tensor(1, dtype: .float64)) { y in x + y }
    }
    #expect(slope.item == 1)
    let product = gradient(at: Tensor(3, dtype: .float64)) { x in
      x * gradient(at: Tensor(5, dtype: .float64)) { y in x * y }
    }
    #expect(product.item == 6)
  }

  @Test("what leaks from an inner call counts as what it was computed from")
  func leaks() {
    // The inner variable stands for the outer one: the leak is 2·x to the outer context.
    let through = gradient(at: x) { x in
      var leak = x
      _ = gradient(at: x) { inner in
        leak = 2 * inner
        return (inner * inner).sum()
      }
      return (leak * x).sum()
    }
    expectClose(through, 4 * x, within: 1e-15)
    // The inner variable is a constant to the outer call, but what multiplies it is not.
    let mixed = gradient(at: x) { x in
      var leak = x
      _ = gradient(at: Tensor([1.0, 2, 3], dtype: .float64)) { inner in
        leak = inner * x
        return (inner * inner).sum()
      }
      return leak.sum()
    }
    #expect(mixed == Tensor([1.0, 2, 3], dtype: .float64))
    // The leak is part of what the inner pass walks and releases.
    let walked = gradient(at: x) { x in
      var leak = x
      _ = gradient(at: Tensor([1.0, 2, 3], dtype: .float64)) { inner in
        leak = inner * inner
        return leak.sum()
      }
      return (leak * x).sum()
    }
    #expect(walked == Tensor([1.0, 4, 9], dtype: .float64))
  }

  @Test("what leaks from a call that has ended is a constant to the next")
  func leakIntoLaterCall() {
    var leak = x
    _ = gradient(at: x) { x in
      leak = 3 * x
      return leak.sum()
    }
    let slope = gradient(at: x) { y in (leak * y + y * y).sum() }
    expectClose(slope, 5 * x, within: 1e-15)
    // Even to one with an inner call of its own.
    let second = gradient(at: x) { y in
      gradient(at: y) { z in (leak * z * z).sum() }.squared.sum()
    }
    expectClose(second, 8 * (3 * x) * (3 * x) * x, within: 1e-14)
  }

  @Test("two inner calls over one shared part of the outer record")
  func twoInnerCalls() {
    let slope = gradient(at: x) { x in
      let shared = sin(x)
      let first = gradient(at: x) { (shared * $0 * $0).sum() }
      let second = gradient(at: x) { (shared * $0 * $0 * $0).sum() }
      return (first * second).sum()
    }
    // 2·s·x · 3·s·x² = 6·s²·x³
    expectClose(slope, 12 * sin(x) * cos(x) * x * x * x + 18 * sin(x) * sin(x) * x * x, within: 1e-14)
  }
}
