import FledgeData
import FledgeTensor
import TestSupport
import Testing

/// Types that no tensor has, and what is no number.
@Suite struct NPYTypeTests {
  let scratch = TemporaryDirectory()

  private func file(_ descr: String, shape: String = "(1,)", fortran: Bool = false, _ data: [UInt8])
    -> [UInt8]
  {
    let order = fortran ? "True" : "False"
    let header = "{'descr': \(descr), 'fortran_order': \(order), 'shape': \(shape), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + data
  }

  private func read(_ bytes: [UInt8]) throws -> Tensor { try NPY.read(from: scratch.file("f", bytes)) }

  @Test("every number of 16 bits in half precision")
  func half() throws {
    #expect(
      try read(file("'<f2'", shape: "(3,)", [0, 0, 0, 0x3c, 0, 0x40])) == Tensor([0, 1, 2] as [Float]))
    let bits = Array(UInt16(0)..<0x7c01)
    let data = bits.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    let numbers = try read(file("'>f2'", shape: "(31745,)", data)).elements(as: Float.self)
    // IEEE 754: fraction · 2⁻²⁴ below 2⁻¹⁴, then (1 + fraction/1024) · 2^(exponent − 15).
    for (bits, number) in zip(bits.dropLast(2), numbers) {
      let (exponent, fraction) = (Int(bits >> 10), Float(bits & 0x3ff))
      let scale = Float(sign: .plus, exponent: max(exponent, 1) - 15, significand: 1)
      #expect(number == ((exponent == 0 ? 0 : 1) + fraction / 1024) * scale)
    }
    #expect(numbers[0x7c00] == .infinity)
    #expect(try read(file("'>f2'", [0x7e, 0])).elements(as: Float.self)[0].isNaN)
    #expect(try read(file("'>f2'", [0xfc, 0])) == Tensor([-Float.infinity]))
    #expect(try read(file("'<f2'", [0, 0x80])).elements(as: Float.self)[0].sign == .minus)
  }

  @Test("names without an order, and the machine's own")
  func names() throws {
    for name in ["i2", "=i2", "<i2", "|i2"] {
      #expect(try read(file("'\(name)'", [0xfe, 0xff])) == Tensor([-2] as [Int32]), "\(name)")
    }
    #expect(try read(file("'>i2'", [0xff, 0xfe])) == Tensor([-2] as [Int32]))
  }

  @Test("more elements than a block has, in Fortran's order")
  func blocks() throws {
    let (rows, columns) = (300, 401)
    let values = (0..<columns).flatMap { column in (0..<rows).map { row in UInt32(row * columns + column) } }
    let data = values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    let array = try read(file("'>u4'", shape: "(\(rows), \(columns))", fortran: true, data))
    #expect(array == Tensor.range(rows * columns, dtype: .int64).reshaped(to: [rows, columns]))
  }

  @Test(
    "what is no number, and what makes numbers of it",
    arguments: [
      ("'|O'", "'|O', Python objects; numpy.array(x.tolist(), dtype=\"float32\") makes numbers of numbers"),
      ("'<c8'", "'<c8', complex numbers; numpy.stack([x.real, x.imag], -1) makes two numbers of each"),
      ("'<U5'", "'<U5', texts; numpy.unique(x, return_inverse=True)[1] numbers them"),
      ("'|S3'", "'|S3', texts; numpy.unique(x, return_inverse=True)[1] numbers them"),
      ("'<M8[ns]'", "'<M8[ns]', dates or times; x.astype(\"int64\") counts their units"),
      ("'<f16'", "'<f16', numbers of another size; x.astype(\"float64\") makes some that are known here"),
      ("'|V2'", "'|V2', raw bytes; x.astype(\"float32\") makes numbers where the type is known to NumPy"),
      ("'<i3'", "'<i3'"), ("'\u{1b}[2J'", "'\\u{1b}[2J'"),
      (
        "[('a', '<f4'), ('b', '<i4', (2,))]",
        "a list of fields; numpy.lib.recfunctions.structured_to_unstructured(x) makes rows of numbers of them"
      ),
    ])
  func noNumbers(_ descr: String, _ found: String) {
    let text = message(in: scratch) { _ = try read(file(descr, [0])) }
    #expect(text == "f: header, 'descr': expected a type of numbers such as '<f4', found \(found)")
  }

  @Test("elements that no tensor holds are named by their place")
  func unfit() {
    let large = [UInt8](repeating: 0, count: 15) + [0x80]
    #expect(
      message(in: scratch) { _ = try read(file("'<u8'", shape: "(2,)", large)) }
        == "f: element 1: expected an integer below 2^63, found 9223372036854775808")
    // Column by column: the second byte is the element of row 1 and column 0.
    #expect(
      message(in: scratch) { _ = try read(file("'|b1'", shape: "(2, 2)", fortran: true, [0, 2, 1, 1])) }
        == "f: element 2: expected 0 or 1, found 2")
  }

  @Test("headers as long as NumPy takes them, and no longer")
  func longHeaders() throws {
    func padded(_ length: Int) -> [UInt8] {
      let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }"
      let padding = String(repeating: " ", count: length - text.utf8.count)
      return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)]
        + Array((text + padding).utf8) + [7]
    }
    #expect(try read(padded(10_000)) == Tensor([7] as [UInt8]))
    #expect(
      message(in: scratch) { _ = try read(padded(10_001)) }
        == "f: byte 8: expected a header of at most 10000 bytes, found one of 10001")
  }

  @Test("no damage is more than an error")
  func damage() {
    let files = [
      file("'>f2'", shape: "(2, 2)", fortran: true, [0, 1, 2, 3, 4, 5, 6, 7]),
      file("[('a', ['<f4'])]", [0, 0, 0, 0]), file("'<u8'", [1, 2, 3, 4, 5, 6, 7, 8]),
    ]
    for bytes in files { for bytes in damaged(bytes) { _ = try? read(bytes) } }
  }
}
