import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

@Suite struct PredictTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()
  private let model: String
  private let network: MultilayerPerceptron

  /// A trained model of the small data set, and the same in this process.
  init() throws {
    model = scratch("model.safetensors")
    let run = try fledge([
      "train", "--data", data.path, "--hidden", "8", "--epochs", "9", "--quiet", "--save", model,
    ])
    #expect(run.status == 0)
    network = try SavedModel(from: model).network
  }

  private var pictures: String { data.scratch(SmallData.names[2]) }

  /// What the network itself says of picture `index` of the test part.
  private func probabilities(_ index: Int) throws -> [Double] {
    let pixels = try IDX.readImages(from: pictures).pixels[index..<index + 1].reshaped(to: [1, 16])
    return network(pixels.converted(to: .float32) * (1.0 / 255)).softmax().elements(as: Double.self)
  }

  private func row(_ index: Int) throws -> String {
    try IDX.readImages(from: pictures).pixels[index..<index + 1].elements(as: UInt8.self).map(String.init)
      .joined(separator: ",")
  }

  @Test func jsonHasTheProbabilities() throws {
    let run = try fledge(["predict", model, pictures, "--json"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let lines = try JSONValue.lines(run.output)
    #expect(lines.count == 100)
    for (index, line) in lines.enumerated() {
      #expect(line.keys == ["source", "number", "class", "probability", "probabilities"])
      #expect(line["source"] == .string(pictures))
      #expect(line["number"] == .integer(index + 1))
      guard case .array(let values)? = line["probabilities"] else {
        throw FileError(path: "output", found: "\(line)")
      }
      let found = values.compactMap(\.double)
      for (a, b) in zip(found, try probabilities(index)) { #expect(abs(a - b) < 1e-6) }
      #expect(found.count == 10 && abs(found.reduce(0, +) - 1) < 1e-5)
      #expect(line["probability"]?.double == found.max())
      #expect(line["class"] == .integer(found.firstIndex(of: found.max()!)!))
    }
  }

  /// The share of wrong classes is what `evaluate` says.
  @Test func agreesWithEvaluate() throws {
    let labels = data.scratch.bytes(SmallData.names[3]).dropFirst(8).map(Int.init)
    let lines = try JSONValue.lines(fledge(["predict", model, pictures, "--json"]).output)
    let wrong = zip(lines, labels).filter { $0["class"] != .integer($1) }.count
    let measured = try JSONValue.lines(fledge(["evaluate", model, "--data", data.path, "--json"]).output)[0]
    #expect(measured["test_error"]?.double == Double(wrong) / 100)
  }

  @Test func oneLineAPictureForPeople() throws {
    let run = try fledge(["predict", model, pictures])
    #expect(run.status == 0)
    #expect(run.lines.count == 100)
    let best = try probabilities(6)
    let ranking = best.indices.sorted { best[$0] > best[$1] }
    let words = run.lines[6].split(separator: " ").map(String.init)
    #expect(words[0...2] == [pictures, "7", "\(ranking[0])"])
    #expect(words[4...6] == ["%", "then", "\(ranking[1])"])
    let percentages = [words[3], words[7]].compactMap(Double.init)
    #expect(abs(percentages[0] - best[ranking[0]] * 100) < 0.006)
    #expect(abs(percentages[1] - best[ranking[1]] * 100) < 0.006)
  }

  /// The same picture from IDX, compressed IDX, PGM as bytes and as text, PNG in grey and in colour, and CSV.
  @Test func everyKindOfInputGivesTheSame() throws {
    let images = try IDX.readImages(from: pictures).pixels
    let one = Images(pixels: images[3..<4])
    try IDX.write(one, to: scratch("one.idx"))
    scratch.file("one.idx.gz", Gzip.compress(scratch.bytes("one.idx")))
    let values = one.pixels.elements(as: UInt8.self)
    scratch.file("bytes.pgm", Array("P5\n# a comment\n4 4\n255\n".utf8) + values)
    scratch.file("text.pgm", Array("P2 4 4 255 \(values.map(String.init).joined(separator: " "))\n".utf8))
    let picture = Picture(one.pixels.reshaped(to: [4, 4]))
    try PNG.write(picture, to: scratch("grey.png"))
    try PNG.write(picture.converted(to: .colour), to: scratch("colour.png"))
    let names = ["one.idx", "one.idx.gz", "bytes.pgm", "text.pgm", "grey.png", "colour.png"]
    let files = names.map { scratch($0) }
    let arguments = ["predict", model, "--json"] + files[0..<2] + ["-"] + files[2...]
    let run = try fledge(arguments, input: try row(3) + "\n")
    #expect(run.status == 0, "\(run.errors)")
    let lines = try JSONValue.lines(run.output)
    #expect(lines.map { $0["source"] } == (files[0..<2] + ["-"] + files[2...]).map { .string($0) })
    for line in lines {
      #expect(line["number"] == 1)
      #expect(line["probabilities"] == lines[0]["probabilities"])
    }
  }

  @Test func rowsWithBlanksAndFractions() throws {
    let spaced = try row(0).replacing(",", with: " , ") + "\r\n\r\n"
    let fractions = try row(1).replacing(",", with: ".0,")
    let run = try fledge(["predict", model, "-", "--json"], input: spaced + fractions)
    #expect(run.status == 0, "\(run.errors)")
    let lines = try JSONValue.lines(run.output)
    #expect(lines.map { $0["number"] } == [1, 2])
  }

  @Test func wrongRowsAreNamed() throws {
    let good = try row(0)
    let cases: [(text: String, says: String)] = [
      ("", "standard input: expected rows of 16 numbers, found nothing"),
      (good + ",1", "line 2: expected 16 numbers, found 17"),
      ("1,2,3", "line 2: expected 16 numbers, found 3"),
      (good.replacing("255", with: "256"), "expected a number from 0 to 255, found \"256\""),
      ("1,2,x" + good, "line 2, column 3: expected a number from 0 to 255, found \"x"),
      ("1,-2", "line 2, column 2"),
      ("1,nan", "line 2, column 2"),
      ("1,,2", "line 2, column 2: expected a number from 0 to 255, found nothing"),
      (String(repeating: "1", count: 100_000), "line 2"),
      ("\u{0}\u{1}", "line 2, column 1"),
    ]
    for (text, says) in cases {
      let run = try fledge(["predict", model, "-"], input: text.isEmpty ? "" : good + "\n" + text + "\n")
      #expect(run.status == 1)
      #expect(run.lines.count == (text.isEmpty ? 0 : 1), "the rows before are answered")
      #expect(run.errors.contains(says), "\(run.errors)")
    }
  }

  /// A row is answered when it comes, not when the input ends.
  @Test func rowsAreAnsweredAtOnce() throws {
    let input = Pipe()
    let running = try RunningFledge(["predict", model, "-"], standardInput: input)
    for count in 1...3 {
      try input.fileHandleForWriting.write(contentsOf: Data((try row(count) + "\n").utf8))
      #expect(running.waitForOutput { $0.split(separator: "\n").count == count })
    }
    try input.fileHandleForWriting.close()
    #expect(running.finish().status == 0)
  }

  @Test func wrongPictures() throws {
    scratch.file("wide.pgm", Array("P5 5 4 255\n".utf8) + [UInt8](repeating: 0, count: 20))
    scratch.file("short.pgm", Array("P5 4 4 255\n".utf8) + [UInt8](repeating: 0, count: 15))
    scratch.file("huge.pgm", Array("P5 16777216 16777216 255\n".utf8))
    scratch.file("text.txt", Array("0,0,0".utf8))
    scratch.file("empty", [])
    for (name, says) in [
      ("wide.pgm", "expected pictures of 4×4, which the model \(model) takes, found pictures of 4×5"),
      ("short.pgm", "expected 16 bytes of a picture of 4 × 4, found 15"), ("huge.pgm", "huge.pgm"),
      ("text.txt", "expected pictures in the format PNG, JPEG, PGM, PPM, PBM or IDX"),
      ("empty", "an empty file"),
      ("none", "no such file"),
    ] {
      let run = try fledge(["predict", model, pictures, scratch(name), pictures])
      #expect(run.status == 1)
      #expect(run.lines.count == 100, "the inputs before are answered")
      #expect(run.errors.contains(scratch(name)) && run.errors.contains(says), "\(run.errors)")
    }
    let labels = try fledge(["predict", model, data.scratch(SmallData.names[3])])
    #expect(labels.status == 1)
    #expect(labels.errors.contains("0x00000803 (images)"), "\(labels.errors)")
  }

  /// Weights that are finite and logits that are not: the pictures before are answered, this one has no class.
  @Test func logitsThatAreNotFinite() throws {
    var huge = MultilayerPerceptron([2, 3, 2], activation: .identity, bias: false).initialized(seed: 0)
    huge.layers[0].weight.value = Tensor([[3e38, 1, 1], [-3e38, 1, 1]] as [[Float]])
    huge.layers[1].weight.value = Tensor([[3e38, 1], [1, 1], [1, 1]] as [[Float]])
    let path = scratch("huge.safetensors")
    try huge.save(to: path, card: ModelCard(input: [1, 2]))
    scratch.file("two.idx", SmallData.header(0x803, [2, 1, 2]) + [0, 0, 1, 0])
    for (input, name) in [(scratch("two.idx"), scratch("two.idx")), ("-", "standard input")] {
      for format in [["--json"], []] {
        let run = try fledge(["predict", path, input] + format, input: "0,0\n1,0\n")
        #expect(run.status == 1)
        #expect(run.lines.count == 1)
        #expect(
          run.errors
            == "Error: \(name): picture 2: expected finite logits from the model \(path), found inf for class 0\n"
        )
      }
    }
    let data = SmallData(train: 10, test: 2, rows: 1, columns: 2)
    data.scratch.file(SmallData.names[2], SmallData.header(0x803, [2, 1, 2]) + [1, 0, 1, 1])
    data.scratch.file(SmallData.names[3], SmallData.header(0x801, [2]) + [0, 1])
    for format in [["--json"], []] {
      let run = try fledge(["evaluate", path, "--data", data.path] + format)
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(
        run.errors.contains("expected finite logits for the pictures of \(data.path), found a loss of "))
    }
  }

  /// What a file says reaches the terminal as text alone.
  @Test func hostileClassNames() throws {
    let names = ["\u{1b}]0;title\u{7}\nforged.pgm 1 9 100.00 %"] + (1..<10).map { "\u{9b}2J\u{202e}\($0)" }
    let card = ModelCard(input: [16], scale: 1 / 255, classNames: names)
    let path = scratch("named.safetensors")
    try network.save(to: path, card: card)
    for format in [["--json"], []] {
      let run = try fledge(["predict", path, pictures] + format)
      #expect(run.status == 0)
      #expect(run.lines.count == 100)
      #expect(!run.output.unicodeScalars.contains { $0.actsOnTerminal && $0 != "\n" })
    }
    let lines = try JSONValue.lines(fledge(["predict", path, pictures, "--json"]).output)
    for line in lines { #expect(try line["name"] == .string(names[Int(#require(line["class"]?.double))])) }
  }

  /// A model of coloured pictures takes them from every format, and grey ones too; a file may hold several.
  @Test func coloured() throws {
    let network = MultilayerPerceptron([12, 3]).initialized(seed: 1)
    let path = scratch("coloured.safetensors")
    try network.save(to: path, card: ModelCard(input: [2, 2, 3], scale: 1 / 255))
    let picture = Picture(
      size: PictureSize(rows: 2, columns: 2, channels: .colour), samples: (0..<12).map { UInt8(20 * $0) })
    try PNG.write(picture, to: scratch("one.png"))
    try PNM.write(picture, to: scratch("one.ppm"))
    scratch.file("two.ppm", scratch.bytes("one.ppm") + scratch.bytes("one.ppm"))
    scratch.file("grey.pgm", Array("P2 2 2 9 0 3 6 9".utf8))
    let files = ["one.png", "one.ppm", "two.ppm", "grey.pgm"].map { scratch($0) }
    let run = try fledge(["predict", path, "--json"] + files)
    #expect(run.status == 0, "\(run.errors)")
    let lines = try JSONValue.lines(run.output)
    #expect(lines.map { $0["number"] } == [1, 1, 1, 2, 1])
    for line in lines[..<4] { #expect(line["probabilities"] == lines[0]["probabilities"]) }
    #expect(lines[4]["probabilities"] != lines[0]["probabilities"])
  }

  /// A picture of another size is refused by its header: the four gigabytes that follow are not inflated.
  @Test func hugePicturesAreRefusedByTheirHeader() throws {
    let start = Gzip.compress(SmallData.header(0x803, [1, 65535, 65535]))
    // Zeros take a thousandth of their size; the end is missing, and nothing asks for it.
    let zeros = Gzip.compress([UInt8](repeating: 0, count: 1 << 22))
    scratch.file("huge.gz", start + zeros)
    let run = try fledge(["predict", model, scratch("huge.gz")])
    #expect(run.status == 1)
    #expect(run.errors.contains("huge.gz: expected pictures of 4×4, which the model"), "\(run.errors)")
    data.scratch.file(SmallData.names[2], start + zeros)
    let training = try fledge(["train", "--data", data.path])
    #expect(training.status == 1)
    #expect(
      training.errors.contains("pictures of at most 16777216 pixels, found 65535×65535"), "\(training.errors)"
    )
  }

  /// A model saved from Swift, with names for its classes.
  @Test func classNames() throws {
    let names = (0..<10).map { "class \($0)" }
    let card = ModelCard(input: [16], scale: 1 / 255, classNames: names)
    let path = scratch("named.safetensors")
    try network.save(to: path, card: card)
    let run = try fledge(["predict", path, "--json", pictures])
    #expect(run.status == 0)
    for line in try JSONValue.lines(run.output) {
      #expect(try line["name"] == .string("class \(Int(#require(line["class"]?.double)))"))
    }
    #expect(try fledge(["predict", path, pictures]).output.contains("  class "))
  }
}
