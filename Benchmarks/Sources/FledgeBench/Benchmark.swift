import Fledge

/// A workload by name.
struct Benchmark: Sendable {
  let name: String
  /// nil: as many as there are processors.
  let threads: Int?
  private let make: @Sendable (_ threads: Int) -> any Workload

  init(_ name: String, threads: Int? = nil, _ make: @escaping @Sendable (_ threads: Int) -> any Workload) {
    self.name = name
    self.threads = threads
    self.make = make
  }

  /// Whether `request` means this one: its own name, or that of its family.
  func answers(to request: String) -> Bool {
    name == request || name.hasPrefix(request + "-") && request == "matmul"
  }

  /// Builds the workload, times it, and checks what it computed.
  func run(threads wished: Int?, seconds: Double) throws -> BenchmarkResult {
    let standard = Machine.threadCount
    defer { Machine.threadCount = standard }
    let threads = wished ?? threads ?? standard
    Machine.threadCount = threads

    func measure(_ workload: some Workload) throws -> BenchmarkResult {
      var workload = workload
      let measurement = Measurement(of: &workload, seconds: seconds)
      do {
        try workload.check()
      } catch let error as WrongResult {
        throw WrongResult("\(name): \(error)")
      }
      return BenchmarkResult(
        name: name, threads: threads, medianMicroseconds: measurement.median * 1e6,
        bestMicroseconds: measurement.best * 1e6, gigaflops: workload.operations / measurement.median * 1e-9)
    }
    return try measure(make(threads))
  }
}

/// What a benchmark found.
struct BenchmarkResult {
  let name: String
  let threads: Int
  let medianMicroseconds: Double
  let bestMicroseconds: Double
  let gigaflops: Double
}
