import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgePictures

@Suite struct PictureFolderErrorTests {
  let scratch = TemporaryDirectory()
  private let good = PNG.encode(
    Picture(size: PictureSize(rows: 1, columns: 1, channels: .grey), samples: [1]))

  private func put(_ name: String, _ bytes: [UInt8]) {
    makeFolder((name as NSString).deletingLastPathComponent)
    scratch.file(name, bytes)
  }

  private func makeFolder(_ name: String) {
    try! FileManager.default.createDirectory(atPath: scratch(name), withIntermediateDirectories: true)
  }

  /// The message for a folder of two classes with a picture each, after a change.
  private func problem(_ change: () -> Void) -> String {
    for name in ["d/a/1.png", "d/b/1.png"] { put(name, good) }
    change()
    return problem("d")
  }

  private func problem(_ folder: String) -> String {
    message(in: scratch) { _ = try PictureFolder(scratch(folder)).load() }
  }

  @Test func layouts() {
    #expect(problem("none") == "none: no such file")
    put("file", good)
    #expect(problem("file") == "file: a part of the path is not a directory")
    makeFolder("empty")
    #expect(
      problem("empty")
        == "empty: expected class folders, each with the pictures of one class, found an empty folder")
    put("flat/1.png", good)
    #expect(
      problem("flat")
        == "flat: expected class folders, each with the pictures of one class, found 1 file and no folder")
    put("one/a/1.png", good)
    #expect(problem("one") == "one: expected two class folders or more, found only a")
    put("outer/inner/a/1.png", good)
    #expect(
      problem("outer")
        == "outer: expected two class folders or more, found only inner; did you mean \(scratch("outer/inner"))?"
        .replacingOccurrences(of: scratch.path + "/", with: ""))
    put("parts/test/a/1.png", good)
    put("parts/val/a/1.png", good)
    #expect(problem("parts") == "parts: expected a folder train beside test and val, found none")
    for part in ["train", "val", "valid"] { put("twice/\(part)/a/1.png", good) }
    #expect(problem("twice") == "twice: expected one part of each kind, found val and valid")
    for part in ["train/a", "train/b", "test"] { put("flat2/\(part)/1.png", good) }
    #expect(
      problem("flat2")
        == "flat2/test: expected pictures, found none; left out were 1 beside the class folders (flat2/test/1.png)"
    )
  }

  @Test func classes() {
    #expect(problem { makeFolder("d/c") } == "d/c: expected pictures, found none")
    #expect(
      problem { put("d/c/more/1.png", good) }
        == "d/c/more: expected the pictures of a class and no folders in its folder, found a folder")
  }

  /// Links are followed, and no further than a class's folder.
  @Test func circlesOfLinks() {
    #expect(
      problem { symlink("..", scratch("d/a/up")) }
        == "d/a/up: expected the pictures of a class and no folders in its folder, found a folder")
    scratch.remove("d/a/up")
    symlink("self.png", scratch("d/a/self.png"))
    #expect(problem("d") == "no error")
    symlink("a", scratch("d/c"))
    #expect((try? PictureFolder(scratch("d")).classNames) == ["a", "b", "c"])
  }

  @Test func files() {
    #expect(
      problem {
        put("d/a/2.png", Array("<html>".utf8))
        put("d/b/0.JPG", [])
      }
        == "d/a/2.png: expected a picture, as the name of the file says, found HTML or XML; 1 further file of such names "
        + "are none, too")
    put("d/a/2.png", good)
    put("d/b/0.JPG", Array(good.dropLast(13)))
    #expect(problem("d").hasPrefix("d/b/0.JPG: byte "))
    put("d/b/0.JPG", Array(good[..<20]))
    #expect(
      problem("d")
        == "d/b/0.JPG: byte 8: expected a chunk IHDR of 13 bytes and its checksum, found a file with 4 more")
    put("d/b/0.JPG", Array("P5 1 1 255\n".utf8) + [1] + Array("P5 1 1 255\n".utf8) + [1])
    #expect(problem("d") == "d/b/0.JPG: expected one picture of 1 × 1, found 2 pictures")
  }

  /// What the data set will take is known before anything is decoded.
  @Test func moreThanMemory() {
    let most = PictureOptions(mostPixels: 1 << 28)
    let pictures = SystemMemory.byteCount / (3 << 28) + 1
    put("d/a/1.png", good)
    for index in 0..<pictures { put("d/b/\(index).png", good) }
    let problem = message(in: scratch) {
      let folder = try PictureFolder(scratch("d"))
      _ = try folder.load(size: (1 << 14, 1 << 14), channels: .colour, options: most)
    }
    #expect(
      problem.hasPrefix("d: expected pictures that fit into memory, found \(pictures + 1) of 16384 × 16384, ")
    )
  }

  @Test(.enabled(if: geteuid() != 0)) func unreadableFiles() {
    #expect(problem { chmod(scratch("d/a/1.png"), 0) } == "d/a/1.png: permission denied")
    chmod(scratch("d/a/1.png"), 0o600)
    chmod(scratch("d/a"), 0)
    #expect(problem("d") == "d/a: permission denied")
    chmod(scratch("d/a"), 0o700)
  }

  /// Of several damaged files the first is named, whatever thread comes first.
  @Test func theFirstDamagedFile() {
    for _ in 0..<3 {
      #expect(
        problem {
          for index in 100..<200 { put("d/b/\(index).png", index % 20 == 7 ? Array(good.dropLast(9)) : good) }
        }.hasPrefix("d/b/107.png: byte "))
    }
  }
}
