import Fledge
import FledgeFiles
import TestSupport
import Testing

@testable import FledgeRuns

/// Event files for TensorBoard, byte by byte; `Tests/Scripts/tensorboard` reads one with TensorBoard's own reader.
@Suite struct TensorBoardTests {
  private let scratch = TemporaryDirectory()

  /// The examples of RFC 3720, B.4.
  @Test(
    arguments: [
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA), ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      ((0..<32).map { UInt8($0) }, 0x46DD_794E), ((0..<32).reversed().map { UInt8($0) }, 0x113F_DB5C),
      ([], 0),
    ] as [([UInt8], UInt32)])
  func check(_ bytes: [UInt8], _ check: UInt32) { #expect(CRC32C.check(bytes) == check) }

  /// The examples of the format's own description.
  @Test func messages() {
    var message = ProtocolBuffer()
    message.append(1, integer: 150)
    message.append(2, text: "testing")
    var outer = ProtocolBuffer()
    outer.append(3, message)
    outer.append(4, float: 1)
    outer.append(1, double: 1)
    outer.append(2, integer: -1)
    #expect(
      outer.bytes == [0x1A, 12, 0x08, 0x96, 0x01, 0x12, 7] + Array("testing".utf8) + [0x25, 0, 0, 0x80, 0x3F]
        + [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [0x10] + [UInt8](repeating: 0xFF, count: 9) + [1])
  }

  /// Each record is its length, the length's check, the bytes, their check.
  @Test func records() throws {
    let log = try TensorBoardLog(in: scratch("board"), resumedAfter: 7)
    try log.record([Figure("loss/train", 0.5)], step: 9)
    var rest = scratch.bytes("board/" + log.path.split(separator: "/").last!)[...]
    var events: [[UInt8]] = []
    while !rest.isEmpty {
      let head = Array(rest.prefix(8))
      #expect(Array(rest.dropFirst(8).prefix(4)) == CRC32C.masked(head).littleEndianBytes)
      let event = Array(rest.dropFirst(12).prefix(Int(head[0])))
      #expect(Array(rest.dropFirst(12 + event.count).prefix(4)) == CRC32C.masked(event).littleEndianBytes)
      events.append(event)
      rest = rest.dropFirst(16 + event.count)
    }
    // Behind the time, which takes nine bytes.
    #expect(
      events.map { Array($0.dropFirst(9)) } == [
        [0x10, 0, 0x1A, 13] + Array("brain.Event:2".utf8), [0x10, 8, 0x3A, 2, 0x08, 1],
        [0x10, 9, 0x2A, 19, 0x0A, 17, 0x0A, 10] + Array("loss/train".utf8) + [0x15, 0, 0, 0, 0x3F],
      ])
  }
}
