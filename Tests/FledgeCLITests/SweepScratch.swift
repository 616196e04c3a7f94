import FledgeFiles
import Foundation
import TestSupport

/// A folder for sweeps, with a small table in it.
struct SweepScratch {
  let scratch = TemporaryDirectory()

  /// Rows of two species that size and island tell apart, but for some.
  init() {
    var lines = ["size,island,species"]
    for row in 0..<120 {
      let isGull = row % 3 == 0
      let size = (isGull ? 4.4 : 5) + Double(row * 7919 % 100) / 100
      lines.append("\(size),\(row % 2 == 0 ? "north" : "south"),\(isGull ? "gull" : "tern")")
    }
    scratch.file("birds.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// What is said of the table in all sweeps.
  static let birds = "birds.csv --target species --preset plain --batch-size 16 --seed 2"

  private func words(_ arguments: String, _ more: [String]) -> [String] {
    arguments.split(separator: " ").map(String.init) + more
  }

  func start(_ arguments: String, _ more: [String] = []) throws -> RunningFledge {
    try RunningFledge(words(arguments, more), shell: "cd '\(scratch.path)' && exec \"$FLEDGE\" \"$@\"")
  }

  func run(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try start(arguments, more).finish()
  }

  /// The objects of a sweep's trials by their numbers, without what another sweep of the same trials has otherwise.
  static func trials(_ run: FledgeRun) throws -> [String] {
    try JSONValue.lines(run.output).map { line in
      guard case .object(let members) = line else { return "" }
      return JSONValue.object(members.filter { !["run", "seconds"].contains($0.key) }).text
    }.sorted()
  }

  /// Waits until something holds, for a minute at the most.
  func wait(until holds: () throws -> Bool) rethrows {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !holds(), ContinuousClock.now < deadline { usleep(10_000) }
  }

  func bytes(_ path: String) -> [UInt8] { scratch.bytes(path) }

  /// The states of a sweep's trials, as 'fledge runs list' tells.
  func states(_ sweep: String) throws -> [String] {
    try JSONValue.lines(run("runs list --json --runs runs/\(sweep)").output).compactMap {
      $0["state"]?.string
    }
  }
}
