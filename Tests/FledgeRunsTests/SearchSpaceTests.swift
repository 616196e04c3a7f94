import Fledge
import Testing

/// The settings that a sweep varies: their texts, what is drawn of them, and the order of a grid.
@Suite struct SearchSpaceTests {
  @Test(
    "ranges and choices as they are written",
    arguments: [
      ("learning-rate=0.0001..0.1", "0.0001 to 0.1 by logarithm"),
      ("weight-decay = 0 .. 0.5", "0.0 to 0.5"), ("momentum=0.5..0.9", "0.5 to 0.9"),
      ("batch-size=16..256", "16 to 256 by logarithm"), ("batch-size=16..256 linear", "16 to 256"),
      ("mixup=0.1..0.4 log", "0.1 to 0.4 by logarithm"), ("clip-norm=-5..5", "-5 to 5"),
      ("learning-rate=1e-4..1e-1 log 4 points", "0.0001 to 0.1 by logarithm, 4 points"),
      ("epochs=1..9 3 points", "1 to 9, 3 points"), ("hidden=64|128,64 | none", "64 | 128,64 | none"),
      ("optimizer=adam", "adam"), ("initial=../a.safetensors|b..c", "../a.safetensors | b..c"),
      ("activation=x * sigmoid(1.5 * x)|relu", "x * sigmoid(1.5 * x) | relu"),
    ])
  func texts(_ text: String, _ meaning: String) throws {
    let axis = try SearchAxis(parsing: text)
    #expect("\(axis)" == meaning)
    #expect(axis.name == text.prefix { $0 != "=" && $0 != " " })
  }

  @Test(
    "what is none, and where",
    arguments: [
      ("", 1, "expected the name of an option, found the end"),
      ("=3", 1, "expected the name of an option, found '='"),
      ("hidden", 7, "expected '=' and the values of hidden, found the end"),
      ("hidden=", 8, "expected a value, found the end"),
      ("hidden=64||128", 11, "expected a value, found '|'"),
      ("hidden=64|", 11, "expected a value, found the end"),
      ("hidden=64|8| 64", 14, "expected a value that does not stand there yet, found '64'"),
      ("lr=0.1..x", 9, "expected a number, found 'x'"), ("lr=x..0.1", 4, "expected a number, found 'x'"),
      ("lr=0.1..", 9, "expected a number, found the end"), ("lr=..0.1", 4, "expected a number, found '.'"),
      ("lr=0.1..inf", 9, "expected a number, found 'inf'"),
      ("lr=nan..0.1", 4, "expected a number, found 'nan'"),
      ("lr=0.1..0.01", 9, "expected a number above the lower end, 0.1, found '0.01'"),
      ("lr=0.1..0.1", 9, "expected a number above the lower end, 0.1, found '0.1'"),
      ("lr=0..0.1 log", 4, "expected a number above 0 for logarithms, found '0'"),
      (
        "lr=0.1..1 cubic", 11,
        "expected 'log', 'linear', a count such as '5 points', or the end, found 'cubic'"
      ),
      (
        "lr=0.1..1 log log", 15,
        "expected 'log', 'linear', a count such as '5 points', or the end, found 'log'"
      ),
      ("lr=0.1..1 5", 12, "expected 'points' behind their count, found the end"),
      ("lr=0.1..1 1 points", 11, "expected from 2 to 10000 points, found '1'"),
      ("lr=0.1..1 99999 points", 11, "expected from 2 to 10000 points, found '99999'"),
    ])
  func mistakes(_ text: String, _ column: Int, _ message: String) {
    let error = #expect(throws: SearchSpaceError.self) { try SearchAxis(parsing: text) }
    #expect(error?.column == column && error?.message == message)
  }

  private func space(
    _ texts: [String], _ order: SearchSpace.Order = .random, seed: UInt64 = 7
  ) throws -> SearchSpace {
    SearchSpace(try texts.map { try SearchAxis(parsing: $0) }, order: order, seed: seed)
  }

  @Test("draws stay within their ends, and a logarithmic range has as many in each factor of ten")
  func ranges() throws {
    let space = try space(["a=0.0001..0.1", "b=0..1 linear", "c=1..3", "d=2.5..2.6"])
    let draws = (1...4000).map { space.values(ofTrial: $0).map { Double($0)! } }
    let columns = (0..<4).map { column in draws.map { $0[column] } }
    #expect(columns[0].allSatisfy { (0.0001...0.1).contains($0) })
    for power in [1e-4, 1e-3, 1e-2] {
      // A third each, with a deviation of 30 of 4000.
      let count = columns[0].count { $0 >= power && $0 < 10 * power }
      #expect((1213...1453).contains(count), "\(power): \(count)")
    }
    // Both ends are whole, and so are the draws; three values, a third each.
    for value in [1.0, 2, 3] { #expect((1213...1453).contains(columns[2].count { $0 == value })) }
    #expect(Set(columns[2]) == [1, 2, 3] && Set(columns[1]) == [0, 1])
    #expect(columns[3].allSatisfy { (2.5...2.6).contains($0) })
    let texts = (1...50).map { space.values(ofTrial: $0)[0] }
    #expect(texts.allSatisfy { $0.count <= 8 })
  }

  @Test("whole numbers by their logarithms, and shares whose ends are whole")
  func wholeNumbers() throws {
    let axis = try SearchAxis(parsing: "batch-size=1..1000")
    let space = SearchSpace([axis], order: .random, seed: 3)
    let draws = (1...3000).map { Int(space.values(ofTrial: $0)[0])! }
    #expect(draws.min() == 1 && draws.max()! <= 1000)
    // ln(10/1) of ln(1001/1): a third of them has one digit.
    #expect((910...1090).contains(draws.count { $0 < 10 }))
    let shares = SearchSpace([try SearchAxis(parsing: "a=0..1").withFractions], order: .random, seed: 3)
    #expect(Set((1...100).map { shares.values(ofTrial: $0)[0] }).count > 50)
  }

  @Test("a trial's values depend on the seed, its number and the names alone")
  func reproducible() throws {
    let texts = ["a=0.1..1", "b=1..9", "c=x|y|z"]
    let (one, other) = (try space(texts), try space(texts.reversed()))
    for number in [1, 2, 17, 100_000] {
      #expect(one.values(ofTrial: number) == (try space(texts)).values(ofTrial: number))
      #expect(one.values(ofTrial: number) == other.values(ofTrial: number).reversed())
    }
    let others = try space(texts, seed: 8)
    #expect((1...10).contains { one.values(ofTrial: $0) != others.values(ofTrial: $0) })
    #expect(one.count == nil)
  }

  @Test("choices alone: every combination comes once, in an order that the seed draws")
  func choices() throws {
    let space = try space(["a=1|2|3", "b=x|y"])
    #expect(space.count == 6)
    let drawn = (1...6).map { space.values(ofTrial: $0).joined() }
    #expect(Set(drawn) == ["1x", "1y", "2x", "2y", "3x", "3y"] && drawn != drawn.sorted())
    let many = try self.space(["a=1|2", "b=0.5..1", "c=1|2"])
    #expect(many.count == nil)
  }

  @Test("a grid: the setting named last changes first")
  func grid() throws {
    let grid = try space(["a=0.001..1 4 points", "b=x|y", "c=1..9 3 points"], .grid)
    #expect(grid.count == 24)
    let points = (1...24).map { grid.values(ofTrial: $0).joined(separator: " ") }
    #expect(
      points.prefix(7) == [
        "0.001 x 1", "0.001 x 5", "0.001 x 9", "0.001 y 1", "0.001 y 5", "0.001 y 9", "0.01 x 1",
      ])
    #expect(points.last == "1.0 y 9" && Set(points).count == 24)
    // Where fewer whole numbers are there than points, each comes once.
    #expect(try space(["c=1..2 5 points"], .grid).count == 2)
    #expect(try space(["a=0.1..1", "b=x|y"], .grid).axesWithoutPoints.map(\.name) == ["a"])
    let factors = (1...40).map { "a\($0)=1|2|3|4" }
    #expect(try space(factors, .grid).count == nil)
  }
}
