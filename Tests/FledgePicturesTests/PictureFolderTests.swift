import FledgeData
import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgePictures

@Suite struct PictureFolderTests {
  let scratch = TemporaryDirectory()

  /// Writes a grey picture of one level, by default as PNG.
  private func write(_ name: String, _ level: UInt8, rows: Int = 2, columns: Int = 3, colour: Bool = false) {
    let size = PictureSize(rows: rows, columns: columns, channels: colour ? .colour : .grey)
    put(name, PNG.encode(Picture(size: size, samples: [UInt8](repeating: level, count: size.samples))))
  }

  private func put(_ name: String, _ bytes: [UInt8]) {
    let folder = (scratch(name) as NSString).deletingLastPathComponent
    try! FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    scratch.file(name, bytes)
  }

  private func problem(_ folder: String, _ body: (PictureFolder) throws -> Void = { _ = try $0.load() })
    -> String
  {
    message(in: scratch) { try body(PictureFolder(scratch(folder))) }
  }

  @Test func classFolders() throws {
    for (index, name) in ["d/10/b.png", "d/2/c.png", "d/2/a.png", "d/é/x.png"].enumerated() {
      write(name, UInt8(10 * index))
    }
    let folder = try PictureFolder(scratch("d"))
    #expect(folder.classNames == ["10", "2", "é"])
    #expect(
      folder.train.entries.map(\.path)
        == ["10/b.png", "2/a.png", "2/c.png", "é/x.png"].map { scratch("d/" + $0) })
    #expect(folder.train.counts(classes: 3) == [1, 2, 1])
    #expect(folder.count == 4 && folder.validation == nil && folder.test == nil)
    #expect(folder.formats == [.png: 4] && folder.channels == .grey)
    #expect(folder.commonSize.map { [$0.rows, $0.columns] } == [2, 3])
    #expect(folder.skipped == SkippedFiles() && folder.skipped.description.isEmpty)
    let ticks = Ticks()
    let data = try folder.load { ticks.add($0, of: $1) }.train
    #expect(ticks.all == (1...4).map { [$0, 4] })
    #expect(data.inputs.shape == [4, 2, 3] && data.inputs.dtype == .uint8)
    #expect(
      data.inputs.elements(as: UInt8.self) == [0, 20, 10, 30].flatMap { [UInt8](repeating: $0, count: 6) })
    #expect(data.labels.elements(as: Int32.self) == [0, 1, 1, 2])
    #expect(data.classNames == ["10", "2", "é"] && data.scale == 1 / 255)
    #expect(try Dataset(pictures: scratch("d")).inputs == data.inputs)
  }

  @Test func parts() throws {
    for name in ["d/train/a/1.png", "d/train/b/2.png", "d/Valid/b/3.png", "d/test/a/4.png", "d/test/b/5.png"]
    {
      write(name, 9)
    }
    put("d/test/README", [1])
    put("d/notes.txt", [1])
    let folder = try PictureFolder(scratch("d"))
    #expect([folder.train.count, folder.validation?.count, folder.test?.count] == [2, 1, 2])
    #expect(folder.validation?.entries[0].label == 1)
    #expect(folder.skipped.besideClasses?.count == 2 && folder.skipped.hidden == 0)
    #expect(
      folder.description.replacing(scratch.path + "/", with: "")
        == "d: 5 pictures of 2 classes (a 2, b 3), PNG 5, grey, 2 × 3; 2 to train on, 1 to choose by, 2 to test\n"
        + "left out: 2 beside the class folders (d/notes.txt, …)")
    let (train, validation, test) = try folder.load()
    #expect([train.count, validation?.count, test?.count] == [2, 1, 2])
    #expect(validation?.classes == 2 && validation?.labels.elements(as: Int32.self) == [1])
    #expect(try Dataset(pictures: scratch("d")).count == 2)
    write("d/test/c/6.png", 9)
    #expect(problem("d") == "d/test/c: expected a class of the training part, found another one")
  }

  /// A class may be called as a part is, where others are not.
  @Test func aClassCalledTrain() throws {
    for name in ["d/car/1.png", "d/train/2.png"] { write(name, 1) }
    #expect(try PictureFolder(scratch("d")).classNames == ["car", "train"])
    for name in ["e/test/1.png", "e/train/2.png"] { write(name, 1) }
    #expect(try PictureFolder(scratch("e")).classNames == ["test", "train"])
  }

  @Test func whatIsLeftOut() throws {
    for name in ["d/a/1.png", "d/b/2.png"] { write(name, 1) }
    for name in ["d/.DS_Store", "d/a/.hidden.png", "d/__MACOSX/x"] { put(name, [1]) }
    put("d/list.csv", [1])
    put("d/a/animated.gif", Array("GIF89a".utf8))
    put("d/a/b.gif", Array("GIF87a".utf8))
    put("d/b/notes.txt", Array("notes".utf8))
    symlink("/nowhere/at/all", scratch("d/b/link.png"))
    let folder = try PictureFolder(scratch("d"))
    #expect(folder.count == 2)
    #expect(folder.skipped.count == 8)
    #expect(
      folder.skipped.description.replacing(scratch.path + "/", with: "")
        == "3 hidden, 1 beside the class folders (d/list.csv), 2 GIF (d/a/animated.gif, …), "
        + "1 no regular file (d/b/link.png), 1 something else (d/b/notes.txt)")
  }

  @Test func sizesAndColours() throws {
    write("d/a/1.png", 100)
    write("d/b/2.png", 200, rows: 4, columns: 6)
    #expect(
      problem("d")
        == "d: expected pictures of one size, or the size to resize each to (size:, --size), "
        + "found 2 × 3 in d/a/1.png and 4 × 6 in d/b/2.png")
    let folder = try PictureFolder(scratch("d"))
    #expect(folder.commonSize == nil)
    #expect(folder.description.hasSuffix(", grey, 2 to 4 rows and 3 to 6 columns"))
    let data = try folder.load(size: (1, 2)).train
    #expect(data.inputs.elements(as: UInt8.self) == [100, 100, 200, 200])
    #expect(try folder.load(size: (1, 1), channels: .colour).train.inputs.shape == [2, 1, 1, 3])
    write("d/b/3.png", 50, colour: true)
    let mixed = try PictureFolder(scratch("d"))
    #expect(mixed.channels == .colour)
    let colours = try mixed.load(size: (1, 1)).train.inputs
    #expect(colours.shape == [3, 1, 1, 3])
    #expect(colours.elements(as: UInt8.self) == [100, 100, 100, 200, 200, 200, 50, 50, 50])
    #expect(try Dataset(pictures: scratch("d"), size: (1, 1), channels: .grey).inputs.shape == [3, 1, 1])
  }

  @Test func formatsByContent() throws {
    write("d/a/really.jpg", 1)
    put("d/b/really.png", Array("P5 3 2 255\n".utf8) + [1, 2, 3, 4, 5, 6])
    put("d/b/packed.pgm.gz", Gzip.compress(Array("P6 3 2 255\n".utf8) + [UInt8](repeating: 4, count: 18)))
    let folder = try PictureFolder(scratch("d"))
    #expect(folder.formats == [.png: 1, .netpbm: 2])
    #expect(try folder.load().train.inputs.shape == [3, 2, 3, 3])
  }

  private final class Ticks: @unchecked Sendable {
    // `load` calls from one thread at a time.
    private(set) var all: [[Int]] = []
    func add(_ read: Int, of count: Int) { all.append([read, count]) }
  }
}
