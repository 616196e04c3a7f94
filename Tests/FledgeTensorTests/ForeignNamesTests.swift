import Fledge

// What people who come from NumPy or PyTorch type first. The library declares these names as unavailable, so that the compiler
// says what to write instead. Only another unavailable declaration may use them: that this file compiles is the test, and a
// name that the library forgets does not compile. Functions outside types are refused even there.

@available(*, unavailable)
private func foreignNames(x: Tensor) {
  _ = (x.T, x.mT, x.ndim, x.size, x.numel(), x.tolist(), x.shape.count)
  _ = (x.astype(.float64), x.to(.float32), x.detach())
  x.sum().backward()
  _ = (
    x.reshape([2, -1]), x.reshape(2, -1), x.view(2, -1), x.reshaped([2, 3]), x.reshaped(2, 3), x.flatten()
  )
  _ = (x.transpose(), x.transpose(0, 1), x.permute(1, 0, 2), x.unsqueeze(0), x.squeeze(), x.squeeze(1))
  _ = (x.argmax(), x.argmax(axis: 1), x.argmin(axis: 0), x.argsort(), x.sort(axis: 0), x.topk(3))
  _ = (x.logsumexp(axis: 1), x.std(), x.std(axis: 0), x.prod(), x.cumsum(axis: 0), x.cumprod(axis: 1))
  _ = (x.clip(0, 1), x.argMax(), x.argMin(), x.argmax(dim: 1))
  let masks: [Tensor] = [x > x, x > 2, x < x, x < 2, x >= 2, x <= 2]
  _ = masks
}

@available(*, unavailable)
private func foreignFunctions(x: Tensor) {
  _ = ((x - x).absolute.max(), x.square(), x.maximum(x), x.numpy(), x.scalars, x.toArray())
}

@available(*, unavailable)
private func foreignCreation(x: Tensor, y: Tensor) {
  _ = (Tensor.zeros(2, 3), Tensor.ones(2, 3, dtype: .float64), Tensor.zeros_like(x), Tensor.ones_like(x))
  _ = (Tensor.eye(3), Tensor.arange(5), Tensor.arange(0, 1, 0.1), Tensor.linspace(0, 1, 11))
  _ = (Tensor.randn(2, 3), Tensor.rand(2, 3))
  _ = (Tensor.concatenate([x, y], axis: 1), Tensor.cat([x, y]), Tensor.stack([x, y]))
}
