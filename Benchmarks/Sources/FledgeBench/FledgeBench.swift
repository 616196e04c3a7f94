import ArgumentParser
import Fledge

/// `fledge-bench`: times a step of each workload.
@main
struct FledgeBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fledge-bench",
    abstract: "Time training steps, inference, activations and matrix products.",
    discussion: """
      A matrix product is named by its sizes, rows x inner x columns; tn and nt mean that the first or the second \
      matrix is stored transposed. 'matmul' stands for all of them. gflops counts 2·m·n·k a product, and one \
      operation an element for relu, gelu and copy.

      Example:
        swift run -c release --package-path Benchmarks fledge-bench --workload tiny --workload hw0-400
      """)

  @Flag(help: "Print one JSON object a line: workload, us_per_step (median), best_us, gflops, threads.")
  var json = false

  @Option(
    name: .customLong("workload"),
    help: ArgumentHelp("Run this workload only; may be repeated. See --list.", valueName: "name"))
  var names: [String] = []

  @Option(help: ArgumentHelp("Threads to use (default: the workload's own number).", valueName: "count"))
  var threads: Int?

  @Option(help: ArgumentHelp("How long to time each workload.", valueName: "seconds"))
  var seconds = 1.0

  @Flag(help: "Print the names of the workloads and stop.")
  var list = false

  func validate() throws {
    guard seconds.isFinite, seconds > 0 else {
      throw ValidationError("expected more than 0 seconds, got \(seconds)")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("expected 1 to 256 threads, got \(threads)")
    }
    for name in names where !Benchmark.all.contains(where: { $0.answers(to: name) }) {
      let known = Benchmark.all.map(\.name).filter { !$0.hasPrefix("matmul-") } + ["matmul"]
      throw ValidationError(
        "no workload is named '\(name)': expected \(known.joined(separator: ", ")), or a product from --list")
    }
  }

  func run() throws {
    let chosen = Benchmark.all.filter { benchmark in
      names.isEmpty || names.contains { benchmark.answers(to: $0) }
    }
    if list { return chosen.forEach { print($0.name) } }
    let report = Report(isJSON: json)
    report.begin()
    for benchmark in chosen { report.show(try benchmark.run(threads: threads, seconds: seconds)) }
  }
}
