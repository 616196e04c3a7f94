import Fledge
import FledgeBasics
import FledgeFiles

/// What a network asks of the memory, in bytes: about, and in Double, because a product of sizes that users ask for
/// may exceed every integer.
struct MemoryNeed {
  private let sizes: [Int]
  private let hasBias: Bool
  private let elementSize: Double

  /// For a network with layers of these sizes, inputs first and classes last.
  init(sizes: [Int], hasBias: Bool, dtype: DType) {
    self.sizes = sizes
    self.hasBias = hasBias
    elementSize = Double(dtype.byteCount)
  }

  /// The number of weights and biases.
  var parameterCount: Double {
    zip(sizes, sizes.dropFirst()).reduce(0) { count, layer in
      let (inputs, outputs) = (Double(layer.0), Double(layer.1))
      return count + (hasBias ? inputs + 1 : inputs) * outputs
    }
  }

  /// Throws `FileError`, under the name of what is to be done, if `copies` of the parameters and what the layers give
  /// for `examples` at a time exceed `memory`.
  func check(_ task: String, copies: Int, examples: Int, memory: Int = SystemMemory.byteCount) throws {
    let numbersInLayers = sizes.reduce(0) { $0 + Double($1) }
    let numbers = Double(copies) * parameterCount + Double(examples) * numbersInLayers
    let bytes = elementSize * numbers
    guard bytes >= Double(memory) else { return }
    throw FileError(
      path: task,
      expected: "a network and a batch that fit into \(NumberText.bytes(Double(memory))) of memory",
      found:
        "\(sizes.map(String.init).joined(separator: "-")), which needs more than \(NumberText.bytes(bytes))")
  }
}
