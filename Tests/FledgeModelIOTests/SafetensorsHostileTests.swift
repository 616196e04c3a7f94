import FledgeFiles
import TestSupport
import Testing

@testable import FledgeModelIO

/// Files that break a rule, and what is said about them.
@Suite struct SafetensorsHostileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let message: String
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ message: String) {
      (self.name, self.bytes, self.message) = (name, bytes, message)
    }

    /// One tensor `a` described by `entry`, with `count` bytes of data.
    init(_ name: String, entry: String, data count: Int = 4, _ message: String) {
      self.init(name, safetensors("{\"a\":\(entry)}", data: count), message)
    }

    /// One F32 tensor `a`.
    init(_ name: String, shape: String, offsets: String, data count: Int = 4, _ message: String) {
      self.init(
        name, entry: "{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":\(offsets)}", data: count,
        message)
    }
  }

  static let good = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#

  /// Two F32 tensors `a` and `b` of one element with these offsets.
  static func two(_ first: String, _ second: String) -> String {
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":"# + first
      + #"},"b":{"dtype":"F32","shape":[1],"data_offsets":"# + second + "}}"
  }

  static let cases: [Case] = [
    Case(
      "empty", [],
      "x: expected a safetensors file, which begins with the length of its header in 8 bytes, found an empty file"
    ),
    Case("seven bytes", Array(1...7), "found a file of 7 bytes"),
    Case(
      "garbage", Array("GIF89a, certainly no tensors".utf8),
      "byte 0: expected the length of a safetensors header, at most 100000000, found"),
    Case(
      "length over the limit", safetensors(good, data: 4, length: 100_000_001),
      "at most 100000000, found 100000001"),
    Case("length 2^64 - 1", safetensors(good, data: 4, length: .max), "found 18446744073709551615"),
    Case("length 2^63", safetensors(good, data: 4, length: 1 << 63), "found 9223372036854775808"),
    Case(
      "length over the file", safetensors(good, data: 4, length: 100),
      "byte 0: expected the length of a header within the file of 66 bytes, found 100"),
    Case(
      "length 0", safetensors("", data: 0),
      "byte 8: expected a safetensors header, which begins with '{', found an empty one"),
    Case("length too small", safetensors(good, data: 4, length: 20), "byte 28: expected"),
    Case(
      "length too large", safetensors(good, data: 4, length: 58),
      "byte 62: expected the end of the JSON text, found the byte 0x1"),
    Case("array", safetensors("[]", data: 0), "begins with '{', found the byte 0x5b"),
    Case("space in front", safetensors(" {}", data: 0), "begins with '{', found the byte 0x20"),
    Case("no JSON", safetensors("{a}", data: 0), "byte 9: expected a string, found 'a'"),
    Case(
      "trailing garbage", safetensors("{} x", data: 0),
      "byte 11: expected the end of the JSON text, found 'x'"),
    Case(
      "zeros behind", safetensors("{}\0\0", data: 0),
      "byte 10: expected the end of the JSON text, found the byte 0x0"),
    Case(
      "bad UTF-8", [3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x22, 0xFF],
      "byte 11: expected the end of the string, found the end of the text"),
    Case(
      "bad UTF-8 in quotes", [6, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x7D],
      "byte 9: expected UTF-8"),
    Case(
      "depth bomb", safetensors("{\"a\":" + String(repeating: "[", count: 1_000_000), data: 0),
      "expected at most 64 levels, found more"),
    Case(
      "duplicate tensor", safetensors(good.dropLast() + "," + good.dropFirst(), data: 4),
      "byte 62: expected a new key, found \"a\" for the second time"),
    Case(
      "duplicate member", entry: #"{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}"#,
      "expected a new key, found \"dtype\" for the second time"),
    Case(
      "duplicate metadata", safetensors(#"{"__metadata__":{"k":"1","k":"2"}}"#, data: 0),
      "expected a new key, found \"k\" for the second time"),
    Case(
      "two metadata", safetensors(#"{"__metadata__":{},"__metadata__":{}}"#, data: 0),
      "expected a new key, found \"__metadata__\""),
    Case(
      "metadata no object", safetensors(#"{"__metadata__":[]}"#, data: 0),
      "metadata: expected an object of strings, found an array"),
    Case(
      "metadata null", safetensors(#"{"__metadata__":null}"#, data: 0),
      "metadata: expected an object of strings, found null"),
    Case(
      "metadata number", safetensors(#"{"__metadata__":{"epoch":3}}"#, data: 0),
      "metadata \"epoch\": expected a string, found a number"),
    Case("tensor no object", entry: "1", "tensor \"a\": expected an object, found a number"),
    Case(
      "no dtype", entry: #"{"shape":[1],"data_offsets":[0,4]}"#,
      "tensor \"a\": expected a member \"dtype\", found none"),
    Case(
      "no shape", entry: #"{"dtype":"F32","data_offsets":[0,4]}"#, "expected a member \"shape\", found none"),
    Case(
      "no offsets", entry: #"{"dtype":"F32","shape":[1]}"#, "expected a member \"data_offsets\", found none"),
    Case(
      "dtype a number", entry: #"{"dtype":32,"shape":[1],"data_offsets":[0,4]}"#,
      "expected dtype to be a string, found a number"),
    Case(
      "dtype unknown", entry: #"{"dtype":"float32","shape":[1],"data_offsets":[0,4]}"#,
      "expected a dtype of the safetensors format, found \"float32\""),
    Case("dtype in lower case", entry: #"{"dtype":"f32","shape":[1],"data_offsets":[0,4]}"#, "found \"f32\""),
    Case("shape no array", shape: "4", offsets: "[0,4]", "expected shape to be an array, found a number"),
    Case("shape null", shape: "null", offsets: "[0,4]", "expected shape to be an array, found null"),
    Case(
      "shape negative", shape: "[-1]", offsets: "[0,4]",
      "expected shape of integers from 0 to 9223372036854775807, found -1"),
    Case("shape minus zero", shape: "[-0]", offsets: "[0,0]", "found -0.0"),
    Case("shape fraction", shape: "[1.0]", offsets: "[0,4]", "found 1.0"),
    Case("shape exponent", shape: "[1e0]", offsets: "[0,4]", "found 1.0"),
    Case("shape string", shape: "[\"1\"]", offsets: "[0,4]", "found \"1\""),
    Case(
      "shape acting on a terminal", shape: "[\"\u{9b}2J\u{202e}\"]", offsets: "[0,4]",
      #"found "\u009b2J\u202e""#),
    Case(
      "shape of rank 65", shape: "[" + [String](repeating: "1", count: 65).joined(separator: ",") + "]",
      offsets: "[0,4]", "expected at most 64 dimensions, found 65"),
    Case("shape nested", shape: "[[1]]", offsets: "[0,4]", "found [1]"),
    Case("dimension 2^63", shape: "[9223372036854775808]", offsets: "[0,4]", "found 9.223372036854776e+18"),
    Case(
      "dimension of 400 digits", shape: "[" + String(repeating: "9", count: 400) + "]", offsets: "[0,4]",
      "expected a number that a Double can hold"),
    Case(
      "shape overflows", shape: "[4294967296,4294967296]", offsets: "[0,4]",
      "expected a shape whose size in bytes is a whole number below 2^63, found [4294967296, 4294967296]"),
    Case(
      "shape overflows to the size", shape: "[4611686018427387905,4]", offsets: "[0,4]",
      "found [4611686018427387905, 4]"),
    Case("bytes overflow", shape: "[2305843009213693953]", offsets: "[0,4]", "found [2305843009213693953]"),
    Case(
      "strides overflow", shape: "[0,4294967296,4294967296]", offsets: "[0,0]", data: 0,
      "found [0, 4294967296, 4294967296]"),
    Case(
      "half a byte", entry: #"{"dtype":"F4","shape":[1],"data_offsets":[0,4]}"#,
      "expected a shape whose size in bytes is a whole number"),
    Case(
      "size too small", shape: "[2]", offsets: "[0,4]",
      "tensor \"a\": expected 8 bytes for F32 of shape [2], found data_offsets [0, 4], which are 4"),
    Case(
      "size too large", shape: "[]", offsets: "[0,8]", data: 8,
      "expected 4 bytes for F32 of shape [], found data_offsets [0, 8], which are 8"),
    Case("size of nothing", shape: "[0]", offsets: "[0,4]", "expected 0 bytes for F32 of shape [0]"),
    Case(
      "offsets backwards", shape: "[1]", offsets: "[4,0]", "expected data_offsets [begin, end], found [4, 0]"),
    Case("offsets of one", shape: "[1]", offsets: "[4]", "expected data_offsets [begin, end], found [4]"),
    Case(
      "offsets of three", shape: "[1]", offsets: "[0,4,4]",
      "expected data_offsets [begin, end], found [0, 4, 4]"),
    Case("offsets negative", shape: "[1]", offsets: "[-4,0]", "expected data_offsets of integers from 0"),
    Case(
      "offsets fraction", shape: "[1]", offsets: "[0.5,4.5]",
      "expected data_offsets of integers from 0 to 9223372036854775807, found 0.5"),
    Case(
      "offsets at the end of the numbers", shape: "[1]", offsets: "[9223372036854775803,9223372036854775807]",
      "tensor \"a\": expected data_offsets that begin at 0"),
    Case(
      "offsets behind the file", shape: "[2]", offsets: "[0,8]",
      "tensor \"a\": expected data_offsets that end within the 4 bytes of data in the file, found 8"),
    Case(
      "hole in front", shape: "[1]", offsets: "[4,8]", data: 8,
      "expected data_offsets that begin at 0, where the tensor before ends, found 4, a hole"),
    Case(
      "hole", safetensors(two("[0,4]", "[8,12]"), data: 12),
      "tensor \"b\": expected data_offsets that begin at 4, where the tensor before ends, found 8, a hole"),
    Case(
      "overlap", safetensors(two("[0,4]", "[2,6]"), data: 8),
      "tensor \"b\": expected data_offsets that begin at 4, where the tensor before ends, found 2, an overlap"
    ),
    Case("same data twice", safetensors(two("[0,4]", "[0,4]"), data: 4), "found 0, an overlap"),
    Case(
      "data left over", safetensors(good, data: 5), "x: expected 4 bytes of data behind the header, found 5"),
    Case(
      "data without tensors", safetensors("{}", data: 1),
      "expected 0 bytes of data behind the header, found 1"),
    Case("data truncated", safetensors(good, data: 3), "end within the 3 bytes of data in the file, found 4"),
    Case(
      "name with an escape sequence", safetensors("{\"\\u001b[2J\":1}", data: 0),
      "tensor \"\\u{1b}[2J\": expected an object"),
  ]

  @Test(arguments: cases) func isRefused(hostile: Case) throws {
    let directory = TemporaryDirectory()
    let file = directory.file("x", hostile.bytes)
    let error = #expect(throws: FileError.self) { try SafetensorsFile(path: file) }
    let message = error?.description ?? "nothing"
    #expect(message.hasPrefix(file + ": "))
    #expect(message.dropFirst(directory.path.count + 1).contains(hostile.message), "\(message)")
  }

  @Test func otherPaths() {
    let directory = TemporaryDirectory()
    #expect(throws: FileError(path: directory.path, found: "is a directory")) {
      try SafetensorsFile(path: directory.path)
    }
    #expect(throws: FileError(path: "/none/x", found: "no such file")) {
      try SafetensorsFile(path: "/none/x")
    }
    #expect(throws: FileError.self) { try SafetensorsFile(path: "/dev/zero") }
  }
}
