import Fledge
import FledgeFiles

/// What a network asks of the memory, in bytes: a lower bound, in Double because a product of sizes that
/// users ask for may exceed every integer.
struct MemoryNeed {
  private let sizes: [Double]
  private let hasBias: Bool
  private let elementSize: Double

  /// For a network with layers of these sizes, inputs first and classes last.
  init(sizes: [Int], hasBias: Bool, dtype: DType) {
    self.sizes = sizes.map(Double.init)
    self.hasBias = hasBias
    elementSize = Double(dtype.byteCount)
  }

  /// The number of weights and biases.
  var parameterCount: Double {
    zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + (hasBias ? 1 : 0)) * $1.1 }
  }

  /// Throws `FileError`, under the name of what is to be done, if `copies` of the parameters and what the
  /// layers give for `examples` at a time exceed `memory`.
  func check(_ task: String, copies: Int, examples: Int, memory: Int = SystemMemory.byteCount) throws {
    let bytes = elementSize * (Double(copies) * parameterCount + Double(examples) * sizes.reduce(0, +))
    guard bytes >= Double(memory) else { return }
    let network = sizes.map { "\(Int($0))" }.joined(separator: "-")
    throw FileError(
      path: task,
      expected: "a network and a batch that fit into \(Text.bytes(Double(memory))) of memory",
      found: "\(network), which needs more than \(Text.bytes(bytes))")
  }
}
