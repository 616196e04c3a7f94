import Fledge

/// What an activation cannot exceed: its input and output, with nothing done between.
struct MemoryCopy: Workload {
  private let source: [Float]
  private var copy: [Float]

  init(count: Int) {
    source = (0..<count).map(Float.init)
    copy = [Float](repeating: 0, count: count)
  }

  var operations: Double { Double(source.count) }

  mutating func run(steps: Int) {
    for _ in 0..<steps {
      copy.withUnsafeMutableBytes { to in source.withUnsafeBytes { to.copyMemory(from: $0) } }
    }
  }

  func check() throws {
    guard copy == source else { throw WrongResult("the copy differs") }
  }
}
