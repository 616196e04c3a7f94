import Fledge

/// `fledge-read-table FILE COUNT`: reads a table so often, and prints the seconds of each time.
@main
struct ReadTable {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let rounds = Int(arguments[2]), rounds > 0 else {
      fatalError("usage: fledge-read-table FILE COUNT")
    }
    for _ in 0..<rounds {
      let clock = ContinuousClock()
      let start = clock.now
      let table = try Table(csv: arguments[1])
      let seconds = (clock.now - start) / .seconds(1)
      print(seconds, table.count, table.columns.count)
    }
  }
}
