import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge inspect`: what is in a file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in a model or any other safetensors file.",
    discussion: """
      For a model: its layers with the shapes of their results, parameters and work, and the memory that it takes. For \
      every file: its tensors with the range of their numbers, and its metadata.

      Example:
        fledge inspect model.safetensors
      """)

  @Argument(help: "A safetensors file.", completion: .file(extensions: ["safetensors"]))
  var file: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Examples in the batch whose memory is counted (default: 100).", valueName: "count"),
    transform: Number.count)
  var batchSize = 100

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let inspection = try Inspection(SafetensorsFile(path: file), batchSize: batchSize)
    if let problem = inspection.problem {
      Terminal.warn("the description of a model is left aside: \(problem)")
    }
    try Terminal.print(json ? inspection.json.printableText : inspection.text)
  }
}
