import ArgumentParser

/// What `fledge evaluate` is told of its data beside where they are.
struct MeasuringOptions: ParsableArguments {
  @OptionGroup var file: TableFileOptions

  @Flag(help: "Take a table without some of the model's columns, as if nothing stood in them.")
  var allowMissing = false

  @Option(help: ArgumentHelp("The array of an archive that is to be predicted.", valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The array of an archive that holds the inputs (default: the only other one).", valueName: "name"))
  var input: String?
}
