import Fledge
import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Lines without their indentation, imports and blank lines left out.
  private func lines(of text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("import ") }
  }

  @Test("every Swift block of the README is compiled here")
  func blocksAreCompiled() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let source = try String(
      contentsOf: Self.root.appending(path: "Tests/FledgeTests/ReadmeExamples.swift"), encoding: .utf8)
    let compiled = lines(of: source).joined(separator: "\n")
    let blocks = readme.components(separatedBy: "```swift\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(blocks.count == 15)
    for block in blocks {
      #expect(compiled.contains(lines(of: block).joined(separator: "\n")), "\(block)")
    }
  }

  #if !DEBUG
    @Test("the first example learns the digits")
    func training() { #expect(readmeTraining() < 0.1) }
  #endif

  @Test("a training goes on from its file")
  func trainer() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let trainer = try readmeTrainer(
      dataset: Dataset(Digits.generate(count: 300, seed: 0, split: .train)), path: path)
    #expect(trainer.epoch == 20 && trainer.step == 60)
  }

  @Test("a loaded model is the saved one")
  func snapshot() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (best, loaded) = try readmeSnapshot(path: path)
    for (a, b) in zip(best.namedParameters, loaded.namedParameters) {
      #expect(a.name == b.name && a.parameter.value == b.parameter.value)
    }
    #expect(best.visitFaults.isEmpty)
  }

  @Test("a model that describes itself")
  func description() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let saved = try readmeDescription(path: path)
    let first = try #require((saved.model as? Sequential)?.layers.first as? Linear)
    #expect(first.activation?.formula([1])[0] == 1 / (1 + exp(-1.5)))
    #expect(saved.outputShape == [1, 10])
  }

  @Test("the activation's printed formula and derivative")
  func activation() {
    let (swish, layer) = readmeActivation()
    #expect(layer.activation?.name == swish.name)
    // d/dx x·s(1.5x) at 0 is s(0) = 1/2.
    #expect(swish.formula.derivative()([0])[0] == 0.5)
  }

  #if !DEBUG
    @Test("the sine is learned from arrays")
    func sine() { #expect(readmeSine() < 1e-3) }
  #endif

  @Test("a struct with dropout and batch norm is trained, by the user's optimiser too")
  func trainingStep() {
    let loader = DataLoader(Dataset(Digits.train()), batchSize: 50, shuffle: .seed(0))
    var model = Classifier().initialized(seed: 1)
    var (adam, signs) = (Adam(), SignDescent())
    var losses: [Double] = []
    for (step, batch) in loader.epoch(1).prefix(40).enumerated() {
      losses.append(
        step % 2 == 0
          ? readmeStep(&model, &adam, batch, random: Random(seed: 2), step: step).item
          : readmeStep(&model, &signs, batch, random: Random(seed: 2), step: step).item)
    }
    let (first, last) = (losses.prefix(5).reduce(0, +), losses.suffix(5).reduce(0, +))
    #expect(last < 0.7 * first)
    #expect(model.visitFaults.isEmpty)
  }

  /// A table of 150 rows: four sizes of three species, and a price, 100 times one of them and 40 more in the north.
  private func table(in directory: TemporaryDirectory) -> String {
    var random = Random(seed: 2)
    let noise = random.normal([150, 3]).elements(as: Float.self)
    let rows = (0..<150).map { row in
      let (species, size) = (row % 3, Float(row % 3) * 2 + 5 + noise[row * 3] / 3)
      let (length, width) = (size * 10 + noise[row * 3 + 1], 2 - size / 10 + noise[row * 3 + 2] / 10)
      return "\(size),\(length),\(width),\(size + length),kind \(species)"
    }
    return directory.file("flowers.csv", Array((["a,b,c,d,species"] + rows).joined(separator: "\n").utf8))
  }

  @Test("classes and numbers of a table, in six lines each")
  func tables() throws {
    let directory = TemporaryDirectory()
    #expect(try readmeTable(path: table(in: directory)).accuracy > 0.9)
    let new = directory.file(
      "new.csv", Array("d,c,b,a\n55,1.5,50,5\n77,1.3,70,7\n99,1.1,90,9\n".utf8))
    let (names, probabilities) = try readmeNewRows(
      path: table(in: directory), newPath: new, modelPath: directory("m.safetensors"))
    #expect(names == ["kind 0", "kind 1", "kind 2"] && probabilities.shape == [3, 3])
    let saved = try SavedModel(from: directory("m.safetensors"))
    let rows = try #require(try saved.card.tableEncoding).inputs(Table(csv: new)).tensor
    #expect(saved.model(rows).softmax(axis: 1) == probabilities)
    try numbers(in: directory)
  }

  private func numbers(in directory: TemporaryDirectory) throws {
    let rows = (0..<200).map { row in
      let size = Double(row * 37 % 100) / 10
      return "\(size),\(row % 2 == 0 ? "north" : "south"),\(100 * size + (row % 2 == 0 ? 540 : 500))"
    }
    let path = directory.file(
      "prices.csv", Array((["size,side,price"] + rows).joined(separator: "\n").utf8))
    let errors = try #require(readmeNumbers(path: path).errors)
    // In the table's own units, of which the prices vary by 290.
    #expect(errors.meanAbsoluteError < 20 && errors.meanAbsoluteError > 0.01, "\(errors)")
  }

  @Test("an operation of one's own, to the second order")
  func cube() {
    let check = checkGradients(at: [Tensor([0.5, -1, 2], dtype: .float64)]) { Cube()($0[0]) }
    #expect(check.passes, "\(check)")
    readmeArrays()
  }

  @Test("the gradient penalty: Σ (2wx)² has the gradient 8wx²")
  func penalty() {
    let (penalty, slope) = readmePenalty()
    #expect(penalty.item == 1 + 16 + 144)
    #expect(slope.elements(as: Double.self) == [2, 16, 96])
  }
}
