import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeTraining

/// What of a checkpoint its digest covers.
@Suite struct CheckpointDigestTests {
  private let small = SmallTraining()
  private var scratch: TemporaryDirectory { small.scratch }

  @Test(
    "a byte that is another one is found, in the tensors and in the metadata; so is a version that is another"
  )
  func flipped() throws {
    let path = try small.written()
    let bytes = scratch.bytes("c")
    let length = bytes[..<8].enumerated().reduce(0) { $0 + Int($1.element) << (8 * $1.offset) }
    let text = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    let start = try #require(text.range(of: "__metadata__")).lowerBound
    let first = 8 + text.utf8.distance(from: text.startIndex, to: start)
    let end = try #require(text.range(of: "},\"model")).lowerBound
    let last = 8 + text.utf8.distance(from: text.startIndex, to: end)
    for index in Array(first..<last) + Array(8 + length..<bytes.count) {
      var copy = bytes
      copy[index] ^= 1
      #expect(small.problem(scratch.file("d", copy)) != "no error", "byte \(index)")
    }
    let older = text.replacing("\\\"version\\\":3", with: "\\\"version\\\":2")
    #expect(older != text)
    let forged = Array(bytes[..<8]) + Array(older.utf8) + bytes[(8 + length)...]
    #expect(small.problem(scratch.file("d", forged)).contains("d: tensors: expected the SHA-256"))
    #expect(small.problem(path) == "no error")
  }

  @Test("a file of version 2, whose digest is that of the tensors alone, is read")
  func versionTwo() throws {
    let content = try Safetensors.load(small.written())
    let list = content.names.map { (name: $0, tensor: content.tensors[$0]!) }
    var metadata = content.metadata
    metadata["fledge.training"]?.replace("\"version\":3", with: "\"version\":2")
    metadata["fledge.sha256"] = Safetensors.digest(of: list)
    try Safetensors.save(list, metadata: metadata, to: scratch("d"))
    #expect(small.problem(scratch("d")) == "no error")
    metadata["fledge.sha256"] = CheckpointDigest.of(metadata, tensors: Safetensors.digest(of: list))
    try Safetensors.save(list, metadata: metadata, to: scratch("d"))
    #expect(small.problem(scratch("d")).contains("tensors: expected the SHA-256"))
  }

  @Test("of an open file it is computed once")
  func once() throws {
    let file = try SafetensorsFile(path: small.written())
    let digest = try file.digest()
    #expect(truncate(scratch("c"), 100) == 0)
    #expect(try file.digest() == digest)
    #expect(throws: FileError.self) { try SafetensorsFile(path: scratch("c")).digest() }
  }
}
