import Fledge
import TestSupport
import Testing

@Suite struct DrawDataTests {
  let scratch = TemporaryDirectory()

  @Test("flats are a table from which the rent is learned; the same seed draws the same")
  func flats() throws {
    let run = try fledge(["data", "draw", "flats", scratch("a.csv"), "--count", "50"])
    #expect(run.status == 0 && run.output == "\(scratch("a.csv")): 50 flats to let\n")
    _ = try fledge(["data", "draw", "flats", scratch("b.csv"), "--count", "60"])
    _ = try fledge(["data", "draw", "flats", scratch("c.csv"), "--count", "50", "--seed", "1"])
    #expect(scratch.bytes("b.csv").starts(with: scratch.bytes("a.csv")))
    #expect(scratch.bytes("c.csv") != scratch.bytes("a.csv"))
    let table = try Table(csv: scratch("b.csv"))
    #expect(table.count == 60 && table["built"]!.missingCount > 0)
    #expect(table.columns.map(\.name) == Flats.table(count: 0).columns.map(\.name))
  }

  @Test("digits are a folder of class folders, with a test part that is another")
  func digits() throws {
    let run = try fledge(["data", "draw", "digits", scratch("d"), "--count", "40"])
    #expect(run.status == 0 && run.output == "\(scratch("d")): 40 digits, and 8 to test with\n")
    let train = try Dataset(pictures: scratch("d/train"))
    let drawn = Digits.generate(count: 40, seed: 0, split: .train)
    #expect(train.count == 40 && train.classNames == (0..<10).map(String.init))
    let ones = drawn.labels.elements(as: Int.self).enumerated().filter { $1 == 1 }.map(\.offset)
    let first = train.labels.elements(as: Int.self).firstIndex(of: 1)!
    #expect(train.inputs[first].reshaped(to: [28, 28]) == drawn.images.pixels[ones[0]])
  }

  @Test("what is there stays as it is, and what is asked for must be possible")
  func mistakes() throws {
    let file = scratch.file("there.csv", Array("x".utf8))
    let run = try fledge(["data", "draw", "flats", file])
    #expect(
      run.status == 1 && run.errors == "Error: \(file): expected nothing there yet, found it is there\n")
    #expect(scratch.bytes("there.csv") == Array("x".utf8))
    #expect(try fledge(["data", "draw", "digits", scratch.path]).status == 1)
    #expect(try fledge(["data", "draw", "flats", scratch("no/such.csv")]).status == 1)
    #expect(try fledge(["data", "draw", "digits", file + "/d"]).status == 1)
    #expect(try fledge(["data", "draw", "cats", file]).status == 64)
    #expect(try fledge(["data", "draw", "flats", file, "--count", "0"]).status == 64)
    #expect(try fledge(["data", "draw", "flats", file, "--count", "1000001"]).status == 64)
    #expect(try fledge(["data", "draw", "flats", ""]).status == 64)
  }
}
