import ArgumentParser
import Fledge
import FledgeBasics

/// `fledge check`: three ways to the same gradient.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare gradients by hand, by backpropagation and by central differences.",
    discussion: """
      For each parameter of the chosen network, in float64 on drawn digits, it prints the largest differences \
      relative to the largest entry of the gradient. It exits with status 1 if one is over tolerance.

      Example:
        fledge check --hidden 64,32 --activation gelu
      """)

  @OptionGroup var network: NetworkOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Draws the weights and the coordinates that are compared (default: 0).", valueName: "number"),
    transform: Number.seed)
  var seed: UInt64 = 0

  func run() throws {
    let rows = try GradientComparison(network, seed: seed).rows
    let heading = ["parameter", "shape", "by hand", "differences", "compared", "kinks", ""]
    let table = TextTable([heading] + rows.map(\.cells), rightAligned: [2, 3, 4, 5])
    try Terminal.print(
      """
      \(table)

      largest difference from backpropagation, relative to the largest entry of the gradient; tolerance: \
      by hand 1e-10, differences 1e-7 and the noise of the loss
      """)
    if rows.contains(where: { !$0.passes }) { throw ExitCode(1) }
  }
}
