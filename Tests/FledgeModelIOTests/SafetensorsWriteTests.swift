import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeModelIO

@Suite struct SafetensorsWriteTests {
  let directory = TemporaryDirectory()
  var path: String { directory.path + "/x" }

  func tensor(_ name: String, _ bytes: [UInt8] = [1]) -> (item: Safetensors.Item, bytes: [UInt8]) {
    (.init(name: name, elementType: .u8, shape: [bytes.count]), bytes)
  }

  @Test func metadataAndNamesComeBack() throws {
    let metadata = ["": "", "k\n\"\\": "\u{1}é😀\u{2028}", "json": "{\"a\":[1]}"]
    let names = ["", "layers.0.weight", "\u{0}", "é", "\"quoted\"", String(repeating: "n", count: 10_000)]
    try Safetensors.write(names.map { tensor($0, Array($0.utf8)) }, metadata: metadata, to: path)
    let file = try SafetensorsFile(path: path)
    #expect(file.metadata == metadata)
    #expect(Set(file.entries.map(\.name)) == Set(names))
    for entry in file.entries { #expect(try file.bytes(of: entry) == Array(entry.name.utf8)) }
    let bytes = directory.bytes("x")
    let headerLength = Int(bytes[0]) + Int(bytes[1]) << 8
    #expect(headerLength % 8 == 0)
  }

  @Test func sameContentSameBytes() throws {
    let metadata = Dictionary(uniqueKeysWithValues: (0..<50).map { ("key\($0)", "value") })
    let tensors = (0..<50).map { tensor("t\($0)", [UInt8($0)]) }
    try Safetensors.write(tensors, metadata: metadata, to: path)
    let first = directory.bytes("x")
    try Safetensors.write(tensors.shuffled(), metadata: metadata, to: path)
    #expect(directory.bytes("x") == first)
  }

  @Test func namesAreTakenOnce() {
    let error = FileError(
      path: path, place: "tensor \"a\"", expected: "a name that is not taken", found: "one that is")
    #expect(throws: error) { try Safetensors.write([tensor("a"), tensor("b"), tensor("a")], to: path) }
    #expect(throws: FileError.self) { try Safetensors.write([tensor("__metadata__")], to: path) }
    #expect(directory.names == [])
  }

  @Test func fullDiskLeavesTheOldFile() throws {
    _ = directory.file("x", [9])
    var calls = FileCalls.system
    calls.write = { _, _, _ in
      errno = ENOSPC
      return -1
    }
    #expect(throws: FileError(path: path, found: "cannot be written: the disk is full")) {
      try Safetensors.write([tensor("a")], to: path, calls: calls)
    }
    #expect(directory.bytes("x") == [9])
    #expect(directory.names == ["x"])
  }
}
