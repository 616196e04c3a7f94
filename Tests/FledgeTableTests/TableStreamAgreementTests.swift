import FledgeData
import FledgeFiles
import FledgeTensor
import TestSupport
import Testing

@testable import FledgeTable

/// A table that is read row by row beside the same in memory, for tables as people have them, and broken ones.
@Suite struct TableStreamAgreementTests {
  let scratch = TemporaryDirectory()

  /// What was told; by the thread alone that reads.
  private final class Shares: @unchecked Sendable {
    var told: [Double] = []
  }

  /// What comes of a table: what was learnt and the examples, or the error.
  private struct Outcome {
    var schema: TableSchema?
    var inputs: [Double] = []
    var targets: [Double] = []
    var error: String?

    init(_ body: () throws -> (TableSchema, Dataset)) {
      do {
        let (schema, dataset) = try body()
        self.schema = schema
        inputs = dataset.inputs.elements(as: Double.self)
        targets = dataset.targets.elements(as: Double.self)
      } catch { self.error = "\(error)" }
    }

    func isNear(_ other: Outcome) -> Bool {
      let near = { (a: [Double], b: [Double]) in
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($0)) }
      }
      return schema == other.schema && error == other.error && near(inputs, other.inputs)
        && near(targets, other.targets)
    }
  }

  private func text(_ random: inout Random) -> String {
    func pick<T>(_ choices: [T]) -> T { choices.randomElement(using: &random)! }
    let separator = pick([",", ",", ";", "\t"])
    let columns = Int.random(in: 2...4, using: &random)
    let pools = (0..<columns).map { _ in
      pick([
        ["1", "2", "3.5", "-4e2", "NA", ""], ["1", "2", "3", "4", "5"], ["a", "b", "\"c d\"", ""],
        ["007", "008", "1"], ["1", "2", "x"], ["7"], ["1", "2", "1e999"], ["-", "?", ""], ["yes", "no"],
      ])
    }
    var lines = [(0..<columns).map { "column \($0)" }.joined(separator: separator)]
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      var fields = pools.map(pick)
      if Int.random(in: 0..<200, using: &random) == 0 { fields.append("more") }
      lines.append(fields.joined(separator: separator))
    }
    return lines.joined(separator: pick(["\n", "\r\n"])) + pick(["", "\n"])
  }

  @Test("both learn the same and give the same examples, or the same error")
  func random() throws {
    var random = Random(seed: 11)
    var (errors, successes) = (0, 0)
    for number in 0..<600 {
      let text = text(&random)
      let path = scratch.file("t.csv", Array(text.utf8))
      let memory = Outcome {
        let table = try Table(csv: path)
        let schema = try TableSchema(table, target: "column 0")
        let present = table.rows((0..<table.count).filter { table["column 0"]!.text(at: $0) != nil })
        return (schema, try TableEncoding(fitting: present, schema: schema).dataset(table))
      }
      let stream = Outcome {
        let stream = try TableStream(path)
        let learnt = try stream.learn(target: "column 0")
        return (learnt.schema, try #require(stream.datasets(learnt).train))
      }
      #expect(memory.isNear(stream), "\(number): \(memory)\n\(stream)\n\(text)")
      if memory.error == nil { successes += 1 } else { errors += 1 }
    }
    #expect(errors > 50 && successes > 200, "\(errors) errors, \(successes) tables")
  }

  /// Lines of JSON in which columns begin late, are missing in some rows, and turn from one kind of values to another.
  private func lines(_ random: inout Random) -> String {
    func pick<T>(_ choices: [T]) -> T { choices.randomElement(using: &random)! }
    let pools = [
      ["1", "2", "3.5", "-4e2", "null"], ["1", "2", "3", "4", "5"], ["\"a\"", "\"b\"", "\"\""],
      ["true", "false"],
      ["7"], ["null"], ["\"1\"", "\"2\""],
    ]
    let count = Int.random(in: 0...60, using: &random)
    let columns = (0..<Int.random(in: 2...4, using: &random)).map { _ in
      (first: pick(pools), later: pick(pools), turn: Int.random(in: 0...2 * count, using: &random))
    }
    let lines = (0..<count).map { row in
      let members = columns.enumerated().compactMap { number, column -> String? in
        if number > 0, Int.random(in: 0..<8, using: &random) == 0 { return nil }
        return "\"column \(number)\": \(pick(row < column.turn ? column.first : column.later))"
      }
      let isBroken = Int.random(in: 0..<500, using: &random) == 0
      return "{\(members.joined(separator: ", "))" + (isBroken ? "" : "}")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  @Test("so they do of JSON lines, however many of them are taken together")
  func randomLines() throws {
    var random = Random(seed: 12)
    var (errors, successes) = (0, 0)
    for number in 0..<600 {
      let text = lines(&random)
      let path = scratch.file("t.jsonl", Array(text.utf8))
      let categorical: Set<String> = number % 2 == 0 ? [] : ["column 1"]
      let memory = Outcome {
        let table = try Table(jsonLines: path)
        let schema = try TableSchema(table, target: "column 0", categorical: categorical)
        let present = table.rows((0..<table.count).filter { table["column 0"]!.text(at: $0) != nil })
        return (schema, try TableEncoding(fitting: present, schema: schema).dataset(table))
      }
      let together = Int.random(in: 1...20, using: &random)
      let stream = Outcome {
        var stream = try TableStream(path, kind: .jsonLines)
        stream.mostLines = together
        let learnt = try stream.learn(target: "column 0", categorical: categorical)
        return (learnt.schema, try #require(stream.datasets(learnt).train))
      }
      #expect(memory.isNear(stream), "\(number), \(together): \(memory)\n\(stream)\n\(text)")
      if memory.error == nil { successes += 1 } else { errors += 1 }
    }
    #expect(errors > 50 && successes > 200, "\(errors) errors, \(successes) tables")
  }

  @Test("how far a file is read is told, from 0 to 1 in each pass")
  func progress() throws {
    let lines = ["a,y"] + (0..<60_000).map { "\($0 % 100),\($0 % 2)" }
    let path = scratch.file("t.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
    let shares = Shares()
    let stream = try TableStream(path).reporting { shares.told.append($0 ?? .nan) }
    _ = try stream.learn(target: "y")
    let told = shares.told
    #expect(told.count > 1 && told == told.sorted() && told.last == 1 && told.allSatisfy { $0 > 0 })
  }

  @Test("a sample of rows is as likely to hold one as any other")
  func sample() {
    var counts = [Int](repeating: 0, count: 50)
    for seed in 0..<2000 {
      var (sample, slots) = (RowSample(size: 10, seed: UInt64(seed)), [Int](repeating: -1, count: 10))
      for first in [0, 20] {
        for place in sample.places(Array(first..<(first == 0 ? 20 : 50))) { slots[place.slot] = place.row }
      }
      for row in slots { counts[row] += 1 }
    }
    // Each of 50 rows is expected 400 times, with a standard deviation of 18.
    #expect(counts.allSatisfy { abs($0 - 400) < 90 }, "\(counts)")
  }
}
