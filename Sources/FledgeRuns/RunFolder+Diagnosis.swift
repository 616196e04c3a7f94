import FledgeFiles
import FledgeTraining

extension RunFolder {
  /// Writes down how a training fares inside the model after an epoch.
  ///
  /// Throws `FileError` if the log cannot be written.
  public func record(_ diagnosis: TrainingDiagnosis, epoch: Int) throws {
    let parameters = diagnosis.parameters.map { parameter in
      var members: [JSONValue.Member] = [
        .init(key: "name", value: .string(parameter.name)),
        .init(key: "weights", value: parameter.weights.json),
      ]
      if let gradients = parameter.gradients {
        members.append(.init(key: "gradients", value: gradients.json))
      }
      if let change = parameter.change { members.append(.init(key: "change", value: .number(change))) }
      return JSONValue.object(members)
    }
    let activations = diagnosis.activations.map { activation in
      JSONValue.object([
        .init(key: "layer", value: .string(activation.path)),
        .init(key: "values", value: activation.values.json),
        .init(key: "dead", value: .number(activation.dead)),
        .init(key: "saturated", value: .number(activation.saturated)),
      ])
    }
    try record(
      "layers",
      [
        .init(key: "epoch", value: .integer(epoch)),
        .init(key: "percentiles", value: .array(MagnitudeBands.shares.map { .number($0) })),
        .init(key: "parameters", value: .array(parameters)),
        .init(key: "activations", value: .array(activations)),
      ])
  }
}

extension MagnitudeBands {
  /// The percentiles, then the largest. Six digits will do for a picture of them.
  fileprivate var json: JSONValue {
    .array((percentiles + [largest]).map { .number(Double(Float($0))) })
  }
}
