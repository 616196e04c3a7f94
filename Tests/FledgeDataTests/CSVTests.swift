import FledgeData
import FledgeFiles
import Foundation
import TestSupport
import Testing

private func rows(_ text: String, columns: Int = 3) throws -> [[Float]] {
  var reader = CSVReader(text: text, columns: columns)
  var rows: [[Float]] = []
  while let row = try reader.next() { rows.append(row) }
  return rows
}

@Suite struct CSVTests {
  let scratch = TemporaryDirectory()

  @Test(arguments: [
    "0,128,255\n1,2,3\n", "0,128,255\n1,2,3", "0,128,255\r\n1,2,3\r\n", "\u{feff}0,128,255\n1,2,3\n",
    "\n 0 ,\t128, 255\n\n  \n1,2,3\n\n", "0.0,1.28e2,+255.0\n1,2.,3e0\n", "000,128,255\n01,02,03\n",
  ])
  func readsRows(text: String) throws {
    #expect(try rows(text) == [[0, 128, 255], [1, 2, 3]])
  }

  @Test func readsFractions() throws {
    #expect(try rows("0.5,.25,1e-3\n") == [[0.5, 0.25, 1e-3]])
    #expect(try rows("7\n8\n", columns: 1) == [[7], [8]])
  }

  @Test(arguments: [
    ("1,2\n", "text: line 1: expected 3 numbers, found 2"),
    ("1,2,3\n1,2,3,4\n", "text: line 2: expected 3 numbers, found 4"),
    ("1,2,3\n\n1,x,3\n", "text: line 3, column 2: expected a number from 0 to 255, found \"x\""),
    ("1,2,\n", "text: line 1, column 3: expected a number from 0 to 255, found nothing"),
    ("1,256,3", "text: line 1, column 2: expected a number from 0 to 255, found \"256\""),
    ("1,255.1,3", "text: line 1, column 2: expected a number from 0 to 255, found \"255.1\""),
    ("-1,2,3", "text: line 1, column 1: expected a number from 0 to 255, found \"-1\""),
    ("nan,2,3", "text: line 1, column 1: expected a number from 0 to 255, found \"nan\""),
    ("inf,2,3", "text: line 1, column 1: expected a number from 0 to 255, found \"inf\""),
    ("0x1,2,3", "text: line 1, column 1: expected a number from 0 to 255, found \"0x1\""),
    ("1e999,2,3", "text: line 1, column 1: expected a number from 0 to 255, found \"1e999\""),
    ("1 2,2,3", "text: line 1, column 1: expected a number from 0 to 255, found \"1 2\""),
    ("label,pixel0,pixel1", "text: line 1, column 1: expected a number from 0 to 255, found \"label\""),
    (
      "1,abcdefghijklmnopqrstuvwxyz,3",
      "text: line 1, column 2: expected a number from 0 to 255, found \"abcdefghijklmnopqrst…\""
    ),
    ("", "text: expected rows of 3 numbers, found nothing"),
    ("\n \r\n", "text: expected rows of 3 numbers, found nothing"),
  ])
  func saysWhatIsWrong(text: String, expected: String) {
    #expect(message { _ = try rows(text) } == expected)
  }

  @Test func rowsBeforeAMistakeAreGiven() throws {
    var reader = CSVReader(text: "1,2,3\n4,5\n7,8,9\n", columns: 3)
    #expect(try reader.next() == [1, 2, 3])
    #expect(throws: FileError.self) { try reader.next() }
    #expect(try reader.next() == [7, 8, 9])
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
  }

  @Test func readsFiles() throws {
    let line = (0..<784).map { String($0 % 256) }.joined(separator: ",")
    let path = scratch.file("rows.csv", Array(String(repeating: line + "\n", count: 100).utf8))
    var reader = try CSVReader(path: path, columns: 784)
    var count = 0
    while let row = try reader.next() {
      #expect(row == (0..<784).map { Float($0 % 256) })
      count += 1
    }
    #expect(count == 100)
    #expect(
      message(in: scratch) { _ = try CSVReader(path: scratch.path + "/none", columns: 3) }
        == "none: no such file")
  }

  @Test func aFileWithoutLinesEnds() throws {
    var reader = try CSVReader(path: "/dev/zero", columns: 3)
    #expect(
      message { _ = try reader.next() }
        == "/dev/zero: line 1: expected at most 1216 bytes, found a longer line")
  }

  /// Each row comes when its line is written, not when the pipe is full.
  @Test func aPipeIsReadLineByLine() throws {
    let path = scratch.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let opened = open(path, O_RDWR)
    let writer = FileHandle(fileDescriptor: opened, closeOnDealloc: true)
    var reader = try CSVReader(path: path, columns: 3)
    writer.write(Data("1,2,3\n4,5".utf8))
    #expect(try reader.next() == [1, 2, 3])
    writer.write(Data(",6\n".utf8))
    #expect(try reader.next() == [4, 5, 6])
  }

  @Test func numbersOfColumnsThatNoLineHas() async {
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = CSVReader(text: "1", columns: .max)
      }, "CSVReader: expected 0 to 281474976710656 columns, got 9223372036854775807")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = CSVReader(text: "1", columns: -1)
      }, "CSVReader: expected 0 to 281474976710656 columns, got -1")
  }

  @Test func damageNeverTraps() {
    for bytes in damaged(Array("0,128,255\r\n1.5,2e1,3\n".utf8)) {
      var reader = try! CSVReader(path: scratch.file("damaged", bytes), columns: 3)
      while let row = try? reader.next() { #expect(row.count == 3 && row.allSatisfy { 0...255 ~= $0 }) }
    }
  }
}
