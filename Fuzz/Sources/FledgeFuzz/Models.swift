import Fledge

@testable import FledgeFiles
@testable import FledgeModelIO
@testable import FledgeNN
@testable import FledgeTraining

/// Reads the input as a safetensors file: its tensors cover all of it.
let readSafetensors: Reader = { bytes in
  try inFile(bytes) { path in
    let file = try SafetensorsFile(path: path)
    let header = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let data = file.entries.reduce(0) { $0 + $1.byteCount }
    expectAgreement(8 + header + data == bytes.count, "\(data) bytes behind a header of \(header)")
    for entry in file.entries { try attempt { _ = try file.tensor(entry) } }
    _ = try file.digest()
  }
}

/// Takes the input up to the first zero byte for the header of a safetensors file, whose length is put before it, and the rest for the data.
let readSafetensorsHeader: Reader = { bytes in
  let header = bytes.prefix { $0 != 0 }
  let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
  try readSafetensors(length + header + bytes.dropFirst(header.count + 1))
}

/// Reads the input as the description of a model: what is written of it is read as the same. A small model is then read from a file of its
/// tensors, and runs.
func readModel(_ bytes: [UInt8]) throws {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  let description = try ModelDescription(parsing: text, path: "input")
  let written = try description.json(path: "input")
  let again = Result { try ModelDescription(parsing: written, path: "again").json(path: "again") }
  expectAgreement(.success(written), again, by: ==)
  try attempt { try readRows(description.card) }
  try description.expectTakesExamples(path: "input")
  let (model, card) = (description.model, description.card)
  let input = try Shape.checked([1] + card.input.dimensions)
  let outline = try model.outline(for: input)
  let most = 1 << 12
  guard outline.count < 100, input.elementCount <= most,
    outline.allSatisfy({ $0.output.elementCount <= most && $0.parameterCount <= most && $0.operations < 1e6 })
  else { return }
  try withFile(named: "model") { path in
    let tensors = model.namedTensors.map { name, parameter in
      (name: name, tensor: Tensor.zeros(parameter.shape, dtype: card.dtype))
    }
    try Safetensors.save(tensors, metadata: [ModelDescription.metadataKey: text], to: path)
    let output = Result {
      let saved = try SavedModel(from: path)
      return saved.model(Tensor.zeros(input, dtype: saved.card.dtype)).shape
    }
    expectAgreement(output, Result { try description.outputShape }, by: ==)
  }
}

/// What a card says of a table, if it does, is used on a small one.
private func readRows(_ card: ModelCard) throws {
  guard let encoding = try card.tableEncoding, encoding.width < 1 << 12 else { return }
  let numbers: [Double?] = [1, nil, -1e300]
  let texts = ["a", nil, "level"]
  let columns = encoding.columns.enumerated().map { index, column in
    index % 2 == 0 ? TableColumn(column.name, numbers: numbers) : TableColumn(column.name, texts: texts)
  }
  let rows = try encoding.inputs(Table(columns))
  expectAgreement(rows.tensor.shape == [3, encoding.width], "\(rows.tensor.shape), \(encoding.width) inputs")
}

/// Takes the input for what a checkpoint says beside its tensors: a training that goes on from it is written down as the same.
let readCheckpoint: Reader = { bytes in
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  try withFile(named: "checkpoint") { path in
    var metadata = [CheckpointContent.key: text]
    let digest = Safetensors.digest(of: trainedTensors)
    // Files of version 2 have the digest of the tensors alone.
    metadata[CheckpointDigest.key] =
      text.contains(#""version":2"#) ? digest : CheckpointDigest.of(metadata, tensors: digest)
    try Safetensors.save(trainedTensors, metadata: metadata, to: path)
    let trainer = try resumed(path)
    try trainer.checkpoint(to: path)
    let again = Result { try resumed(path).progress }
    expectAgreement(.success(trainer.progress), again, by: ==)
  }
}

private let smallModel = Linear(1, 1).initialized(seed: 0)

/// The tensors of a small model that is trained, the best and the average.
private let trainedTensors = ["model/", "best/", "average/"].flatMap { part in
  smallModel.namedTensors.map { (name: part + $0.name, tensor: $0.parameter.value) }
}

private func resumed(_ path: String) throws -> Trainer<Linear> {
  try Trainer(resuming: path, smallModel, optimizer: SGD(learningRate: 0.1)) {
    meanSquaredError($0($1.inputs), targets: $1.targets)
  }
}
