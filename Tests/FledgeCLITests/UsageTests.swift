import Fledge
import TestSupport
import Testing

@testable import FledgeCLI

/// Arguments that the command must not accept, and what it says: exit status 64, nothing on standard output.
@Suite struct UsageTests {
  static let wrong: [(arguments: String, says: [String])] = [
    ("trian", ["unknown command 'trian'", "did you mean 'train'?"]),
    ("xyzzy", ["expected one of train, sweep, evaluate, predict, inspect, check, formula"]),
    ("--verison", ["Unknown option '--verison'"]),
    ("train --activaton relu", ["Unknown option '--activaton'. Did you mean '--activation'?"]),
    ("train --activation rleu", ["'rleu' is invalid for '--activation", "did you mean 'relu'?"]),
    ("train --activation zzzzzz", ["expected one of identity, relu", "hard-swish, sin, cos, square"]),
    ("train --optimizer admw", ["did you mean 'adamw'?"]),
    ("train --optimizer shampoo", ["expected one of sgd, momentum, nesterov, adam, adamw, amsgrad, rmsprop"]),
    ("train --clip 1", ["Unknown option '--clip'. Did you mean '--clip-norm'?"]),
    ("train --clip-norm 0", ["'0' is invalid for '--clip-norm", "expected a number above 0"]),
    ("train --decay-all", ["--decay-all goes with --optimizer adamw or lion, not sgd"]),
    ("train --average 1", ["expected uniform, or a share from 0 to below 1 such as 0.999"]),
    ("train --loss hinge", ["expected one of cross-entropy, mse, mae, huber"]),
    ("train --loss l2", ["did you mean 'mse'?"]),
    ("train --loss mse --label-smoothing 0.1", ["--label-smoothing goes with --loss cross-entropy, not mse"]),
    ("train --label-smoothing 1", ["expected a number from 0 to below 1"]),
    ("train --class-weights 1,-1", ["expected balanced, or a weight of 0 or more for each class"]),
    ("train --class-weights 0,0", ["expected balanced"]),
    ("train --class-weights 1,2", ["expected a weight for each of the 10 classes of digits, got 2"]),
    ("train --engine by-hand --loss mse", ["--engine by-hand knows the plain cross-entropy alone"]),
    ("train --early-stopping 3", ["--early-stopping looks at a validation part: --validation 0.1"]),
    ("train --early-stopping 0 --validation 0.1", ["expected a whole number of at least 1"]),
    ("train --validation 1", ["expected a number from 0 to below 1"]),
    ("train --save m --checkpoint m", ["--save and --checkpoint name one file"]),
    ("train --every 3", ["--every says how often the file of --checkpoint is written"]),
    ("train --patience 3", ["Did you mean '--early-stopping'?"]),
    ("train --criterion mse", ["Did you mean '--loss'?"]),
    ("train --schedule cosin", ["'cosin' is invalid for '--schedule", "did you mean 'cosine'?"]),
    ("train --schedule plateau", ["expected one of constant, linear, cosine, one-cycle, step"]),
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
    ("train extra digits mnist", ["expected one place of data, or two NPY files, got 3"]),
    ("train --epochs", ["Missing value for '--epochs"]),
    ("train --json=yes", ["--json"]),
    ("evaluate", ["Missing expected argument '<model>'"]),
    ("predict model", ["Missing expected argument '<input> ...'"]),
    ("predict model - other -", ["standard input", "only once"]),
    ("check --seed minus", ["expected a whole number from 0 to 18446744073709551615"]),
    ("check --activation leakyrelu", ["did you mean 'leaky-relu'?"]),
    ("train --lr 0.1", ["Unknown option '--lr'. Did you mean '--learning-rate'?"]),
    ("train -lr 0.1", ["Unknown option '-lr'. Did you mean '--learning-rate'?"]),
    ("train --batch=5", ["Unknown option '--batch'. Did you mean '--batch-size'?"]),
    ("train --bs 5", ["Did you mean '--batch-size'?"]),
    ("train --wd 0.1", ["Did you mean '--weight-decay'?"]),
    ("train --num-epochs 3", ["Did you mean '--epochs'?"]), ("train --epoch 3", ["Did you mean '--epochs'?"]),
    ("train --hidden-size 3", ["Did you mean '--hidden'?"]),
    ("train --batch_size 3", ["Did you mean '--batch-size'?"]),
    ("train --optim adam", ["Did you mean '--optimizer'?"]),
    ("train --label y", ["Did you mean '--target'?"]),
    ("train --labels y", ["Did you mean '--target'?"]),
    ("train --best", ["Did you mean '--early-stopping'?"]),
    ("train --header", ["Did you mean '--heading'?"]),
    ("train --no-header", ["Did you mean '--no-heading'?"]),
    ("train --delimiter ;", ["Did you mean '--separator'?"]),
    ("train --target-column y", ["Did you mean '--target'?"]),
    ("train --test-data t.csv", ["Did you mean '--test'?"]),
    ("train --test-split 0.2", ["Did you mean '--test-fraction'?"]),
    ("train --val-data v.csv", ["Did you mean '--validation'?"]),
    ("train --loss-fn mse", ["Did you mean '--loss'?"]),
    ("train --resume-from c", ["Did you mean '--resume'?"]),
    ("train --save-dir d", ["Did you mean '--save'?"]),
    ("train --checkpoint-dir d", ["Did you mean '--checkpoint'?"]),
    ("train --reg 0.1", ["Did you mean '--weight-decay'?"]),
    ("train --lambda 0.1", ["Did you mean '--weight-decay'?"]),
    ("train --lrate 0.1", ["Did you mean '--learning-rate'?"]),
    ("train --clip-grad 1", ["Did you mean '--clip-norm'?"]),
    ("train --neurons 8", ["Did you mean '--hidden'?"]),
    ("train --num-layers 2", ["Did you mean '--hidden'?"]),
    ("train --lr-decay 0.1", ["Did you mean '--schedule'?"]),
    ("train --bach 8", ["Did you mean '--batch-size'?"]),
    ("train --no-headng", ["Did you mean '--no-heading'?"]),
    ("train --nesterov", ["--optimizer nesterov --momentum 0.9"]),
    ("train --betas 0.9,0.99", ["Adam(beta1:beta2:)"]),
    ("train --beta1 0.9", ["Adam(beta1:beta2:)"]),
    ("train --eps 1e-8", ["Adam(epsilon:)"]),
    ("train --l1 0.1", ["no L1 penalty"]),
    ("train --fp16", ["no half precision"]),
    ("train --drop-last", ["mean over its own examples"]),
    ("train --log-interval 10", ["--json writes a line"]),
    ("train --device cuda", ["Unknown option '--device'. Networks are trained on the processor"]),
    ("train --shuffle", ["--no-shuffle takes them in order"]),
    ("train --hidden 8 --zyxwv 3", ["Unknown option '--zyxwv'.\n"]),
    ("evaluate model --epochs 3", ["Unknown option '--epochs'.\n"]),
    ("evaluate model --dataset mnist", ["Did you mean '--data'?"]),
    ("train --activation swish", ["did you mean 'silu'?"]),
    ("train --activation hswish", ["did you mean 'hard-swish'?"]),
    ("train --activation LeakyReLU", ["did you mean 'leaky-relu'?"]),
    ("train --activation gelu_tanh", ["did you mean 'gelu-tanh'?"]),
    ("train --optimizer nag", ["did you mean 'nesterov'?"]),
    ("train --optimizer rmspropp", ["did you mean 'rmsprop'?"]),
    ("train --schedule cosine-annealing", ["did you mean 'cosine'?"]),
    ("train --dtype double", ["did you mean 'float64'?"]),
    ("fit", ["unknown command 'fit': did you mean 'train'?"]),
    ("eval", ["did you mean 'evaluate'?"]),
    ("help trian", ["did you mean 'train'?"]),
    ("help data ftech", ["did you mean 'fetch'?"]),
  ]

  @Test(arguments: wrong) func wrongArguments(_ item: (arguments: String, says: [String])) throws {
    let run = try fledge(item.arguments.split(separator: " ").map(String.init))
    #expect(run.status == 64, "\(item.arguments): \(run.errors)")
    #expect(run.output.isEmpty)
    for fragment in item.says { #expect(run.errors.contains(fragment), "\(item.arguments): \(run.errors)") }
  }

  @Test(
    "an error that is found after the parser has ended with the usage of its subcommand, as the parser's own do"
  )
  func usageOfLateErrors() throws {
    let table = TemporaryDirectory()
    let path = table.file("t.csv", Array("a,b\n1,2\n".utf8))
    for (early, late) in [
      (["train", "--epochs", "x"], ["train", path]),
      (["train", "--epochs", "x"], ["train", "--preset", "plain"]),
      (["train", "--epochs", "x"], ["train", "--class-weights", "1,2"]),
    ] {
      let usages = try [early, late].map { arguments in
        let run = try fledge(arguments)
        #expect(run.status == 64)
        return run.errors.split(separator: "\n").drop { !$0.hasPrefix("Usage: ") }
      }
      #expect(
        usages[0] == usages[1] && usages[0].last == "  See 'fledge \(early[0]) --help' for more information.")
    }
  }

  @Test("a flag and its contrary are options", arguments: ["--heading", "--no-heading", "--decimal-comma"])
  func contraries(_ flag: String) throws {
    let run = try fledge(["train", "no-such-file.csv", flag])
    #expect(!run.errors.contains("Unknown option"), "\(run.errors)")
    #expect(run.errors.contains("no-such-file.csv"), "\(run.errors)")
  }

  /// Whatever name an option is given elsewhere, what is proposed can be typed.
  @Test func everyTranslationExists() {
    let options =
      CommandNames.Options(of: Train.self, in: FledgeCommand.self).names
      + CommandNames.Options(of: Evaluate.self, in: FledgeCommand.self).names
      + CommandNames.Options(of: Fetch.self, in: FledgeCommand.self).names
      + CommandNames.Options(of: Sweep.self, in: FledgeCommand.self).names
    for (foreign, option) in ForeignNames.options {
      #expect(options.contains(option), "\(foreign) → \(option)")
      #expect(spelling(of: foreign) == foreign)
    }
    let commands = FledgeCommand.configuration.subcommands.map { $0._commandName }
    for command in ForeignNames.commands.values { #expect(commands.contains(command)) }
    for name in ForeignNames.activations.values { #expect(Activation.named(name) != nil) }
    let optimizers = OptimizerChoice.all.map(\.name)
    for name in ForeignNames.optimizers.values { #expect(optimizers.contains(name)) }
    for name in ForeignNames.losses.values { #expect(Loss.named(name) != nil, "\(name)") }
    for name in ForeignNames.engines.values { #expect(Engine(rawValue: name) != nil) }
    let schedules = LearningRateSchedule.standard.map(\.name)
    for name in ForeignNames.schedules.values { #expect(schedules.contains(name)) }
  }

  #if os(Linux)
    /// A name in another encoding would be changed on its way into a string: it is refused before anything is read or
    /// written under the wrong name.
    @Test(arguments: ["predict m \"$(printf 'caf\\351.pgm')\"", "train --save \"$(printf 'x\\377y')\""])
    func namesThatAreNotUTF8(_ line: String) throws {
      let run = try fledge([], shell: "exec \"$FLEDGE\" \(line)")
      #expect(run.status == 64, "\(run.errors)")
      #expect(run.output.isEmpty)
      #expect(
        run.errors.contains("is not UTF-8: 'caf\\xe9.pgm'") || run.errors.contains("'x\\xffy'"),
        "\(run.errors)")
    }

    @Test func directoriesThatAreNotUTF8() throws {
      let line = "FLEDGE_DATA=\"$(printf 'x\\377')\" exec \"$FLEDGE\" "
      for command in ["train --data mnist", "data fetch mnist --from http://127.0.0.1:1/"] {
        let run = try fledge([], shell: line + command)
        #expect(run.status == 1)
        #expect(
          run.errors == "Error: $FLEDGE_DATA: expected the name of a directory in UTF-8, found other bytes\n")
      }
    }
  #endif

  /// Words of the command line cannot act on the terminal through the message that repeats them.
  @Test func wordsAreShownHarmless() throws {
    for words in [
      ["a\nError: forged\u{1b}[2J"], ["train", "--x\nError: forged\u{1b}[2J"],
      ["train", "--activation", "a\nError: forged\u{1b}[2J"],
      ["train", "--epochs=a\nError: forged\u{1b}[2J"],
      ["train", "--data", "a\nError: forged\u{1b}[2J"], ["predict", "a\nError: forged\u{1b}[2J", "b"],
      ["train", "extra\nError: forged\u{1b}[2J"],
    ] {
      let run = try fledge(words)
      #expect(run.status == 64 || run.status == 1)
      #expect(!run.errors.contains("\u{1b}") && !run.errors.contains("\nError"), "\(run.errors)")
      #expect(run.errors.contains("\\u{a}Error: forged\\u{1b}[2J"), "\(run.errors)")
    }
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
    for activation in Activation.standard {
      let options = try NetworkOptions.parse(["--activation", activation.name])
      #expect(options.activation?.name == activation.name)
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
