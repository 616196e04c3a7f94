import Fledge
import FledgeBasics
import FledgeFiles

extension Inspection {
  /// For people.
  var text: String {
    let heading =
      "\(file.path.printable): \(NumberText.count(file.entries.count, "tensor")), "
      + NumberText.bytes(Double(byteCount))
    return ([heading] + (model.map { [text(of: $0)] } ?? []) + [tensorTable] + metadataLines)
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func text(of model: InspectedModel) -> String {
    let card = model.description.card
    let rows = model.layers.map { row in
      [
        row.path.isEmpty ? "·" : row.path.printable, row.layer.outlineText.printable, "\(row.output)",
        NumberText.grouped(row.parameterCount), Self.count(row.operations),
      ]
    }
    let table = TextTable(
      [["layer", "what it is", "result", "parameters", "operations"]] + rows, rightAligned: [3, 4])
    let classes = card.classNames.map { "\nclasses: \($0.map(\.printable).joined(separator: ", "))" } ?? ""
    return """
      takes examples of shape \(card.input) times \(card.scale), in \(card.dtype)\(classes)

      \(table)
      total: \(NumberText.count(model.description.model.parameterCount, "parameter")), \
      \(NumberText.bytes(model.need.modelBytes)); \
      \(NumberText.bytes(model.need.bytes(forExamples: batchSize))) for a batch of \(NumberText.grouped(batchSize)); \
      \(Self.count(model.operations)) operations an example
      """
  }

  private var tensorTable: String {
    guard !tensors.isEmpty else { return "" }
    let rows = tensors.map { tensor in
      [
        tensor.entry.name.printable, tensor.entry.elementType.rawValue, "\(tensor.entry.shape)",
        tensor.range.map { NumberText.significant($0.lowerBound) } ?? "–",
        tensor.range.map { NumberText.significant($0.upperBound) } ?? "–", tensor.notFinite,
      ]
    }
    return TextTable([["tensor", "type", "shape", "least", "largest", ""]] + rows, rightAligned: [3, 4])
      .description
  }

  private var metadataLines: [String] {
    metadata.isEmpty
      ? []
      : ["metadata\n" + metadata.map { "  \($0.key.printable): \($0.value.quoted)" }.joined(separator: "\n")]
  }

  private static func count(_ value: Double) -> String {
    value < 1e15 ? NumberText.grouped(Int(value)) : NumberText.scientific(value, digits: 3)
  }
}

extension Inspection {
  /// For programs.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "file", value: .string(file.path)), .init(key: "bytes", value: .integer(byteCount)),
      .init(key: "tensors", value: .array(tensors.map(\.json))),
      .init(
        key: "metadata", value: .object(metadata.map { .init(key: $0.key, value: .string($0.value)) })),
    ]
    if let model {
      members += [
        .init(key: "description", value: model.json),
        .init(key: "layers", value: .array(model.layers.map(\.json))),
        .init(key: "parameters", value: .integer(model.description.model.parameterCount)),
        .init(key: "model_bytes", value: .number(model.need.modelBytes)),
        .init(key: "batch_size", value: .integer(batchSize)),
        .init(key: "batch_bytes", value: .number(model.need.bytes(forExamples: batchSize))),
        .init(key: "operations_per_example", value: .number(model.operations)),
      ]
    }
    return .object(members)
  }
}

extension TensorRange {
  fileprivate var json: JSONValue {
    // What JSON has no number for becomes null.
    [
      "name": .string(entry.name), "dtype": .string(entry.elementType.rawValue),
      "shape": .array(entry.shape.map { .integer($0) }), "min": range.map { .number($0.lowerBound) } ?? .null,
      "max": range.map { .number($0.upperBound) } ?? .null, "nan": .integer(nanCount),
      "infinite": .integer(infinityCount),
    ]
  }
}

extension LayerOutline {
  fileprivate var json: JSONValue {
    [
      "path": .string(path), "kind": .string(type(of: layer).kind),
      "output": .array(output.dimensions.map { .integer($0) }), "parameters": .integer(parameterCount),
      "operations": .number(operations),
    ]
  }
}
