import FledgeFiles
import TestSupport
import Testing

/// Data files with a fault each: exit status 1, and a message that says which file, where, and what is wrong.
@Suite struct BadDataTests {
  typealias Fault = (name: String, make: @Sendable (SmallData) -> Void, says: [String])

  /// Replaces file number `index` by what `change` makes of its bytes.
  private static func edit(
    _ index: Int, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> @Sendable (SmallData) -> Void {
    { data in
      let name = SmallData.names[index]
      data.scratch.file(name, change(data.scratch.bytes(name)))
    }
  }

  static let faults: [Fault] = [
    ("empty images", edit(0) { _ in [] }, ["train-images-idx3-ubyte", "an empty file"]),
    ("empty labels", edit(3) { _ in [] }, ["t10k-labels-idx1-ubyte", "an empty file"]),
    ("short header", edit(0) { Array($0.prefix(9)) }, ["a header of 16 bytes", "a file of 9"]),
    ("truncated images", edit(2) { $0.dropLast(5) }, ["t10k-images", "1600 bytes", "found 1595"]),
    ("truncated labels", edit(1) { $0.dropLast() }, ["train-labels", "200 bytes", "found 199"]),
    ("oversized images", edit(0) { $0 + [0] }, ["train-images", "3200 bytes", "found more"]),
    ("labels as images", edit(0) { _ in SmallData.header(0x801, [1]) + [3] }, ["0x00000803 (images)"]),
    ("another magic", edit(1) { [1, 2, 3, 4] + $0.dropFirst(4) }, ["0x00000801 (labels)", "0x1020304"]),
    ("text", edit(0) { _ in Array("not a picture, not at all".utf8) }, ["the number 0x00000803"]),
    (
      "fewer labels than images", edit(1) { _ in SmallData.header(0x801, [3]) + [1, 2, 3] },
      ["train-labels", "200 labels, one for each picture", "found 3"]
    ),
    (
      "a label outside the classes", edit(3) { $0.dropLast() + [10] },
      ["t10k-labels", "label 99", "a class of 0 to 9", "found 10"]
    ),
    ("no pictures", edit(0) { _ in SmallData.header(0x803, [0, 4, 4]) }, ["at least one picture"]),
    (
      "another picture size",
      edit(2) { _ in SmallData.header(0x803, [100, 2, 8]) + [UInt8](repeating: 0, count: 1600) },
      ["pictures of 4 × 4", "found 2 × 8"]
    ),
    (
      "a header that promises too much",
      edit(0) { SmallData.header(0x803, [4_294_967_295, 65535, 65535]) + $0 },
      ["4,294,967,295 pictures of 65535 × 65535"]
    ),
    (
      "a header that overflows",
      edit(0) { SmallData.header(0x803, [4_294_967_295, 4_294_967_295, 4_294_967_295]) + $0 },
      ["pictures that fit into memory"]
    ),
    ("damaged gzip", edit(0) { damage(Gzip.compress($0)) }, ["train-images", "intact gzip data"]),
    ("truncated gzip", edit(1) { Gzip.compress($0).dropLast(9) }, ["train-labels", "more compressed data"]),
    ("gzip and more", edit(0) { Gzip.compress($0) + [1, 2, 3] }, ["more data behind the compressed data"]),
    (
      "gzip that expands without end",
      edit(0) { Gzip.compress($0 + [UInt8](repeating: 0, count: 1 << 24)) },
      ["train-images", "3200 bytes", "more"]
    ),
    (
      "gzip that promises terabytes",
      edit(0) { _ in Gzip.compress(SmallData.header(0x803, [200, 4000, 4000])) },
      ["a file that cannot hold so many"]
    ),
  ]

  /// Another checksum.
  private static func damage(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[bytes.count - 8] ^= 1
    return bytes
  }

  @Test(arguments: faults.indices) func eachFaultIsNamed(_ index: Int) throws {
    let fault = Self.faults[index]
    let data = SmallData()
    fault.make(data)
    let run = try fledge(["train", "--data", data.path, "--hidden", "none", "--epochs", "1"])
    #expect(run.status == 1, "\(fault.name)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("Error: \(data.path)/"), "\(fault.name): \(run.errors)")
    for fragment in fault.says { #expect(run.errors.contains(fragment), "\(fault.name): \(run.errors)") }
  }

  @Test func missingFiles() throws {
    let data = SmallData()
    for name in SmallData.names {
      let bytes = data.scratch.bytes(name)
      data.scratch.remove(name)
      let run = try fledge(["train", "--data", data.path])
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("\(data.path): no \(name) "), "\(run.errors)")
      #expect(run.errors.contains("fledge data fetch mnist --into \(data.path)"))
      for other in SmallData.names where other != name { #expect(!run.errors.contains(other)) }
      data.scratch.file(name, bytes)
    }
  }

  @Test func missingMNIST() throws {
    let home = TemporaryDirectory()
    for command in [["train"], ["train", "--json"]] {
      let run = try fledge(command + ["--data", "mnist"], environment: ["FLEDGE_DATA": home.path])
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      for fragment in SmallData.names + ["\(home.path)/mnist: no ", "\"fledge data fetch mnist\""] {
        #expect(run.errors.contains(fragment), "\(run.errors)")
      }
    }
    let places = ["FLEDGE_DATA": "", "XDG_CACHE_HOME": home.path]
    #expect(
      try fledge(["train", "--data", "mnist"], environment: places).errors.contains(
        "\(home.path)/fledge/mnist:"))
  }

  @Test func aMissingDirectory() throws {
    let run = try fledge(["train", "--data", "/no/such/directory"])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("/no/such/directory: no train-images-idx3-ubyte"))
  }

  /// More pixels than a network of this library has inputs.
  @Test func picturesTooLarge() throws {
    let data = SmallData()
    for (images, labels) in [(0, 1), (2, 3)] {
      let pixels = [UInt8](repeating: 0, count: 4097 * 4097)
      data.scratch.file(
        SmallData.names[images], Gzip.compress(SmallData.header(0x803, [1, 4097, 4097]) + pixels))
      data.scratch.file(SmallData.names[labels], SmallData.header(0x801, [1]) + [0])
    }
    let run = try fledge(["train", "--data", data.path, "--hidden", "none"])
    #expect(run.status == 1)
    #expect(
      run.errors.contains("expected pictures of at most 16777216 pixels, found 4097×4097"), "\(run.errors)")
  }

  @Test func gzippedAndDottedNamesAreRead() throws {
    let data = SmallData()
    for name in SmallData.names {
      let dotted = name.replacing("-idx", with: ".idx") + ".gz"
      data.scratch.file(dotted, Gzip.compress(data.scratch.bytes(name)))
      data.scratch.remove(name)
    }
    let run = try fledge(["train", "--data", data.path, "--hidden", "none", "--epochs", "1"])
    #expect(run.status == 0, "\(run.errors)")
  }
}
