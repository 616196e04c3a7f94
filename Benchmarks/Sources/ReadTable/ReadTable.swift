import Fledge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// `fledge-read-table FILE COUNT`: reads a table so often, and prints the processor's seconds of each time and the table's shape.
@main
struct ReadTable {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let rounds = Int(arguments[2]), rounds > 0 else {
      fatalError("usage: fledge-read-table FILE COUNT")
    }
    for _ in 0..<rounds {
      let start = processorSeconds()
      let table = try Table(csv: arguments[1])
      print(processorSeconds() - start, table.count, table.columns.count)
    }
  }

  /// On a single core what else runs there counts for nothing.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
