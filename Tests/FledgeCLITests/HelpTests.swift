import Fledge
import Testing

@testable import FledgeCLI

@Suite struct HelpTests {
  @Test func version() throws {
    let run = try fledge(["--version"])
    #expect(run.status == 0)
    #expect(run.output == FledgeCommand.configuration.version + "\n")
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: ["train", "sweep", "evaluate", "predict", "check"])
  func eachSubcommandShowsAnExample(_ name: String) throws {
    for arguments in [[name, "--help"], ["help", name], [name, "-h"]] {
      let run = try fledge(arguments)
      #expect(run.status == 0)
      #expect(run.errors.isEmpty)
      #expect(run.output.contains("Example"))
      #expect(run.output.contains("  fledge \(name) "))
      // An example is there to be copied, so it stands on one line.
      let discussion = FledgeCommand.configuration.subcommands.first { $0._commandName == name }!
        .configuration.discussion
      for example in discussion.split(separator: "\n") where example.hasPrefix("  fledge ") {
        #expect(run.output.contains("\(example)\n"))
      }
    }
  }

  @Test func withoutArgumentsItExplainsItself() throws {
    let run = try fledge([])
    #expect(run.status == 0)
    for command in FledgeCommand.configuration.subcommands {
      #expect(run.output.contains("  " + command._commandName))
    }
  }

  /// Every default that the code has stands in the help.
  @Test func defaultsAreShown() throws {
    let text = try fledge(["train", "--help"]).output.split { $0.isWhitespace }.joined(separator: " ")
    let defaults = try TrainingOptions.parse([])
    for (value, table) in [
      ("\(Preset.pictures.epochs)", "\(Preset.table.epochs), fewer above 8192 rows"),
      ("\(Preset.pictures.batchSize)", "\(Preset.table.batchSize)"),
    ] {
      #expect(text.contains("(default: \(value), for tables \(table))"), "\(value)")
    }
    #expect(
      text.contains("(default: \(Activation.relu.name), for tables \(Preset.table.activation.classes.name),"))
    #expect(text.contains("(default: \(HiddenSizes.standard), for tables \(Preset.table.hidden))"))
    #expect(
      text.contains("(default: \(OptimizerChoice.standard.name), for tables \(Preset.table.optimizer.name))"))
    #expect(text.contains("\(defaults.data.name) (built in, the default)"))
    for value in [
      "\(defaults.seed)", Preset.Name.standard.rawValue, defaults.dtype.rawValue, defaults.engine.rawValue,
    ] {
      #expect(text.contains("(default: \(value))"), "\(value)")
    }
    for schedule in LearningRateSchedule.standard {
      #expect(text.contains("\(schedule.name), \(schedule.summary)"), "\(schedule.name)")
    }
  }
}
