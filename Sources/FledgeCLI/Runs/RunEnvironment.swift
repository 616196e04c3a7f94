import Fledge
import FledgeFiles

/// Where a run took place, and on which data: what its `environment.json` says.
struct RunEnvironment {
  let setup: TrainingSetup
  let fingerprint: DataFingerprint

  var json: JSONValue {
    let data = setup.data
    let parts: [(String, Dataset?)] = [
      ("training", data.train), ("validation", data.validation), ("test", data.test),
    ]
    let rows = parts.compactMap { name, part in
      part.map { JSONValue.Member(key: name, value: .integer($0.count)) }
    }
    return .object([
      .init(key: "version", value: .string(Version.text)),
      .init(key: "instruction_set", value: .string("\(Machine.instructionSet)")),
      .init(key: "threads", value: .integer(Machine.threadCount)),
      // Not every seed is a number that JSON's readers keep.
      .init(key: "seed", value: .string("\(setup.options.seed)")),
      .init(key: "inputs", value: fingerprint.json), .init(key: "rows", value: .object(rows)),
    ])
  }
}
