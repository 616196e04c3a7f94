import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

@testable import FledgeCLI

/// The table of what the command reads.
@Suite struct DataReaderTests {
  let scratch = TemporaryDirectory()

  @Test("no row hides another, and each names options that there are")
  func rows() {
    for format in DataReader.formats {
      let counts = DataReader.all.filter { $0.formats.contains { $0.name == format.name } }.map(
        \.place.count)
      #expect(Set(counts).count == counts.count, "\(format.name)")
    }
    #expect(DataReader.words == ["digits", "mnist"])
    let options = Set(TableOptions.names + PictureDataOptions.names)
    for reader in DataReader.all {
      #expect(options.isSuperset(of: reader.options), "\(reader.name)")
      #expect(DataReader.summary.contains(reader.summary), "\(reader.name)")
      #expect(!reader.isTable || reader.formats.allSatisfy { $0.table != nil }, "\(reader.name)")
    }
  }

  @Test("what stands there is found by words, first bytes, what a folder holds and the number of places")
  func found() throws {
    let (array, archive) = (scratch.file("x.npy", [0x93]), scratch.file("z.npz", Array("PK\u{3}\u{4}".utf8)))
    let header: [UInt8] = [8, 0, 0, 0, 0, 0, 0, 0, UInt8(ascii: "{")]
    let (tensors, empty) = (scratch.file("z.st", header), scratch.file("empty.csv", []))
    for folder in ["hidden/.a", "classes/a", "parts/a"] {
      try FileManager.default.createDirectory(atPath: scratch(folder), withIntermediateDirectories: true)
    }
    scratch.file("parts/x_test.npy", [0x93])
    scratch.file("letters-train-images-idx3-ubyte", [])
    let cases: [(places: [String], format: String?, expected: String)] = [
      ([], nil, "drawn digits"), (["digits"], nil, "drawn digits"), (["mnist"], nil, "MNIST"),
      ([empty], nil, "a table"), ([archive], nil, "an archive of arrays"),
      ([tensors], nil, "an archive of arrays"), ([array, array], nil, "two arrays"),
      ([scratch("hidden")], nil, "files in parts"), ([scratch("parts")], nil, "files in parts"),
      ([scratch("classes")], nil, "a folder of pictures"), ([scratch("letters")], nil, "files in parts"),
      ([scratch("none")], nil, "files in parts"), ([scratch("none.csv")], nil, "no such file; there is"),
      ([array], nil, "is one array: name its targets, too, as in fledge train X.npy y.npy"),
      (
        [array, archive], nil,
        "two files are an array of inputs and one of targets, both NPY: \(archive) is another file"
      ),
      ([array, scratch("none.npy")], nil, "no such file or directory"),
      ([array, array, array], nil, "expected one place of data, or two NPY files, got 3"),
      ([array], "csv", "a table"), ([empty], "safetensors", "an archive of arrays"),
      ([scratch("classes")], "idx", "files in parts"), ([scratch("parts")], "pictures", "a folder of pict"),
      ([array, array], "npy", "two arrays"), ([scratch("parts")], "npy", "files in parts"),
      ([array, scratch("parts")], "npy", "expected two NPY files, found a directory"),
      ([array, array, array], "npy", "expected a directory of NPY files, found 3 places"),
      ([], "csv", "--format csv: expected the file of a table, found 0 places"),
      ([scratch("parts")], "npz", "expected a file of arrays, found a directory"),
      ([empty], "idx", "expected a directory of IDX files, found a file"),
    ]
    for (places, format, expected) in cases {
      let word = try format.map { name in try #require(DataReader.formats.first { $0.name == name }) }
      let found: String
      do {
        found = try word.map { try DataKind(places, as: $0) }?.name ?? DataKind(places).name
      } catch {
        found = "\(error)"
      }
      #expect(found.contains(expected), "\(places) as \(format ?? "found"): \(found)")
    }
  }

  @Test("a model is measured on what --format says, whatever the data are called and look like")
  func measured() throws {
    let x = Tensor(shape: [40, 2], (0..<80).map { Float($0 % 7) })
    let archive = scratch("z.npz")
    try NPZ.write(["x": x, "y": (x[.all, 0] .> x[.all, 1]).converted(to: .int32)], to: archive)
    let (model, pictures) = (scratch("m.safetensors"), scratch("p.safetensors"))
    #expect(
      try fledge(["train", archive, "--target", "y", "--epochs", "1", "--quiet", "--save", model]).status == 0
    )
    let tensors = try fledge(["evaluate", model, archive, "--target", "y", "--format", "safetensors"])
    #expect(tensors.status == 1 && tensors.errors.contains("length of a safetensors header"))
    // A folder that is called as the drawn digits are.
    let data = SmallData()
    let folder = scratch("digits")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in SmallData.names { scratch.file("digits/\(name)", data.scratch.bytes(name)) }
    let trained = try fledge(["train", folder, "--epochs", "1", "--quiet", "--save", pictures])
    #expect(trained.status == 0, "\(trained.errors)")
    let there = try fledge(
      ["evaluate", pictures, "digits", "--format", "idx"], shell: "cd '\(scratch.path)' && \"$FLEDGE\" \"$@\""
    )
    #expect(there.output.contains("of 100 pictures"), "\(there.errors)")
  }
}
