import Fledge
import Testing

@testable import FledgeCLI

/// Arguments that the command must not accept, and what it says: exit status 64, nothing on standard output.
@Suite struct UsageTests {
  static let wrong: [(arguments: String, says: [String])] = [
    ("trian", ["unknown command 'trian'", "did you mean 'train'?"]),
    ("xyzzy", ["expected one of train, evaluate, predict, check"]),
    ("--verison", ["Unknown option '--verison'"]),
    ("train --activaton relu", ["Unknown option '--activaton'. Did you mean '--activation'?"]),
    ("train --activation rleu", ["'rleu' is invalid for '--activation", "did you mean 'relu'?"]),
    ("train --activation zzzzzz", ["expected one of identity, relu", "hard-swish, sin, cos, square"]),
    ("train --optimizer admw", ["did you mean 'adamw'?"]),
    ("train --optimizer lion", ["expected one of sgd, momentum, nesterov, adam, adamw"]),
    ("train --schedule cosin", ["'cosin' is invalid for '--schedule", "did you mean 'cosine'?"]),
    ("train --schedule plateau", ["expected one of constant, linear, cosine, one-cycle, step"]),
    ("train --loss cross-entrpy", ["did you mean 'cross-entropy'?"]),
    ("train --engine byhand", ["did you mean 'by-hand'?"]),
    ("train --dtype float46", ["did you mean 'float64'?"]),
    ("train --dtype int32", ["'int32' is invalid for '--dtype", "float32"]),
    ("train --data mnits", ["unknown data set 'mnits'", "did you mean 'mnist'?"]),
    ("evaluate model --data digist", ["did you mean 'digits'?"]),
    ("train --hidden 0", ["'0' is invalid for '--hidden", "expected sizes such as 400"]),
    ("train --hidden 400,", ["'400,' is invalid"]),
    ("train --hidden=", ["Missing value for '--hidden"]),
    ("train --hidden 1048577", ["from 1 to 1048576"]),
    ("train --hidden 99999999999999999999999", ["from 1 to 1048576"]),
    ("train --hidden " + [String](repeating: "1", count: 64).joined(separator: ","), ["at most 63 of them"]),
    ("train --hidden -5", ["'-5' is invalid for '--hidden"]),
    ("train --momentum 0.9", ["--momentum goes with --optimizer momentum or nesterov, not sgd"]),
    ("train --optimizer adam --momentum 0.9", ["not adam"]),
    ("train extra", ["Unexpected argument 'extra'"]),
    ("train --epochs", ["Missing value for '--epochs"]),
    ("train --json=yes", ["--json"]),
    ("evaluate", ["Missing expected argument '<model>'"]),
    ("predict model", ["Missing expected argument '<input> ...'"]),
    ("predict model - other -", ["standard input", "only once"]),
    ("check --seed minus", ["expected a whole number from 0 to 18446744073709551615"]),
    ("check --activation leakyrelu", ["did you mean 'leaky-relu'?"]),
    ("help trian", ["did you mean 'train'?"]),
    ("help data ftech", ["did you mean 'fetch'?"]),
  ]

  @Test(arguments: wrong) func wrongArguments(_ item: (arguments: String, says: [String])) throws {
    let run = try fledge(item.arguments.split(separator: " ").map(String.init))
    #expect(run.status == 64, "\(item.arguments): \(run.errors)")
    #expect(run.output.isEmpty)
    for fragment in item.says { #expect(run.errors.contains(fragment), "\(item.arguments): \(run.errors)") }
  }

  /// For each option, values that are no such number.
  static let numbers: [(option: String, values: [String])] = [
    ("--learning-rate", ["0", "-1", "nan", "inf", "-inf", "1e999", "ten", ""]),
    ("--momentum", ["-0.1", "1", "nan", "inf"]),
    ("--weight-decay", ["-1e-9", "nan", "inf"]),
    ("--warm-up", ["-0.1", "1", "nan", "inf"]),
    ("--epochs", ["0", "-1", "1.5", "nan", "99999999999999999999"]),
    ("--batch-size", ["0", "-100", "inf", "9223372036854775808"]),
    ("--threads", ["0", "-2", "257", "99999999999999999999"]),
    ("--seed", ["-1", "0.5", "18446744073709551616"]),
  ]

  @Test(arguments: numbers) func numbersOutOfRange(_ item: (option: String, values: [String])) throws {
    for value in item.values {
      let run = try fledge(["train", "--optimizer", "momentum", item.option, value])
      #expect(run.status == 64, "\(item.option) \(value): \(run.errors)")
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("'\(value)' is invalid for '\(item.option)"), "\(run.errors)")
      #expect(run.errors.contains("expected a"), "\(run.errors)")
    }
  }

  /// Terabytes are not even asked for.
  @Test func hugeNetworksDoNotFit() throws {
    let data = SmallData()
    for hidden in ["1048576,1048576", "1048576,1048576,1048576,1048576"] {
      for command in [["train", "--data", data.path], ["check"]] {
        let run = try fledge(command + ["--hidden", hidden])
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("memory") && run.errors.contains("TB"), "\(run.errors)")
      }
    }
  }

  /// The command line accepts what the table of formulas has.
  @Test func everyActivationIsAnOption() throws {
    #expect(Activation.standard.count == 18)
    for activation in Activation.standard {
      let options = try NetworkOptions.parse(["--activation", activation.name])
      #expect(options.activation.name == activation.name)
    }
  }

  @Test func threadsStopWhereTheKernelsDo() throws {
    let before = Machine.threadCount
    defer { Machine.threadCount = before }
    Machine.threadCount = .max
    let most = Machine.threadCount
    #expect(try Number.threads("\(most)") == most)
    #expect(throws: (any Error).self) { try Number.threads("\(most + 1)") }
  }
}
