import FledgeFiles
import Foundation
import TestSupport
import Testing

@Suite struct FileReaderTests {
  let directory = TemporaryDirectory()

  @Test func wholeFile() throws {
    let content = noise(100_000)
    let file = directory.file("content", content)
    #expect(try File.read(file, limit: 100_000) == content)
    #expect(try File.read(file, limit: .max) == content)
    #expect(try File.read(directory.file("empty", []), limit: 0) == [])
    #expect(throws: FileError(path: file, expected: "at most 99999 bytes", found: "100000")) {
      try File.read(file, limit: 99_999)
    }
  }

  @Test func whatCannotBeOpened() throws {
    let file = directory.file("file", [1])
    let problems = [
      directory.path + "/missing": "no such file",
      directory.path: "is a directory",
      file + "/below": "a part of the path is not a directory",
      directory.path + "/" + String(repeating: "n", count: 300): "the name is too long",
      directory.path + "/zero\0byte": "the path contains a zero byte",
      "": "no such file",
    ]
    for (path, problem) in problems {
      #expect(throws: FileError(path: path, found: problem)) { try File.read(path, limit: 10) }
      #expect(throws: FileError(path: path, found: problem)) { try FileReader(path: path, kind: .regular) }
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func forbidden() throws {
    let file = directory.file("file", [1])
    chmod(file, 0)
    #expect(throws: FileError(path: file, found: "permission denied")) { try File.read(file, limit: 10) }
  }

  @Test func devicesAndPipes() throws {
    #expect(try File.read("/dev/null", limit: 10) == [])
    // A device without end stops at the limit.
    #expect(throws: FileError(path: "/dev/zero", expected: "at most 1000000 bytes", found: "more")) {
      try File.read("/dev/zero", limit: 1_000_000)
    }
    let pipe = directory.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    // No program ever writes into it: an attempt to read at positions must not wait for that.
    #expect(throws: FileError(path: pipe, expected: "a regular file", found: "a pipe or a device")) {
      try FileReader(path: pipe, kind: .regular)
    }
    let content = noise(300_000)
    Thread {
      let descriptor = open(pipe, O_WRONLY)
      var left = content[...]
      while !left.isEmpty {
        left = left.dropFirst(left.withUnsafeBytes { write(descriptor, $0.baseAddress!, $0.count) })
      }
      close(descriptor)
    }.start()
    #expect(try File.read(pipe, limit: 300_000) == content)
  }

  @Test func positions() throws {
    let content = noise(5000)
    let reader = try FileReader(path: directory.file("content", content), kind: .regular)
    #expect(reader.size == 5000)
    var part = [UInt8](repeating: 0, count: 100)
    for offset in [0, 4900, 17] {
      try part.withUnsafeMutableBytes { try reader.read(into: $0, at: offset) }
      #expect(part[...] == content[offset..<offset + 100])
    }
    let end = FileError(
      path: reader.path, place: "byte 5000", expected: "50 more bytes", found: "the end of the file")
    #expect(throws: end) { try part.withUnsafeMutableBytes { try reader.read(into: $0, at: 4950) } }
  }
}
