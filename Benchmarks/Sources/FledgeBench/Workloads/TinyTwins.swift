import Fledge

/// The network `tiny` as a user writes it, in two ways: neither may cost more than the library's own.
enum TinyTwins {
  static let sizes = [8, 16, 2]

  static var sequential: Sequential {
    Sequential {
      Linear(sizes[0], sizes[1], activation: .relu)
      Linear(sizes[1], sizes[2])
    }
  }

  struct Classifier: Layer {
    var hidden = Linear(sizes[0], sizes[1], activation: .relu)
    var output = Linear(sizes[1], sizes[2])
    func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x)) }
    mutating func visit(_ visitor: inout some ModuleVisitor) {
      visitor("hidden", &hidden)
      visitor("output", &output)
    }
  }
}
