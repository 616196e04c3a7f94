import FledgeFiles
import Foundation
import Testing

@testable import FledgeCLI

/// What somebody sees who sits at a terminal.
@Suite struct TerminalTests {
  /// Runs the command with its standard output on a terminal; returns everything that the terminal was sent.
  private func terminal(_ arguments: [String]) throws -> String {
    let terminal = try PseudoTerminal()
    let running = try RunningFledge(arguments, output: terminal.terminal)
    let text = try terminal.readToEnd()
    #expect(running.finish().status == 0)
    return text
  }

  private let erasure = "\r\u{1B}[2K"

  @Test func aBarWhileItTrains() throws {
    let data = SmallData()
    let text = try terminal(["train", "--data", data.path, "--hidden", "8", "--epochs", "3"])
    for epoch in 1...3 {
      let bars = text.components(separatedBy: erasure).filter { $0.hasPrefix("epoch \(epoch) of 3 [") }
      let bar = try #require(bars.first)
      #expect(bar.contains("█"))
      #expect(bar.contains(" examples/s, loss ") && bar.hasSuffix(" left"))
      #expect(bar.count < 80)
    }
    // Without the bars the table is as it is in a file.
    let lines = text.split(separator: "\r\n").map { $0.components(separatedBy: erasure).last! }
    #expect(lines.contains { $0.hasPrefix("          3 ") })
    #expect(lines.last == "the model was not kept; --save model.safetensors keeps it")
  }

  @Test func noBarForProgramsOrInQuiet() throws {
    let data = SmallData()
    for option in ["--json", "--quiet"] {
      let text = try terminal(["train", "--data", data.path, "--hidden", "8", "--epochs", "2", option])
      #expect(!text.contains("\u{1B}"))
      #expect(text.split(separator: "\r\n").count == (option == "--json" ? 2 : 1))
    }
  }

  @Test func theBarFitsTheTerminal() {
    let line = { ProgressBar.line($0, "epoch 1", "5 examples/s", width: $1) }
    #expect(
      line(0.5, 100) == "epoch 1 [" + String(repeating: "█", count: 15) + String(repeating: " ", count: 15)
        + "] 5 examples/s")
    #expect(line(0.5, 31) == "epoch 1 [████    ] 5 examples/s")
    #expect(line(0.5, 30) == "epoch 1 5 examples/s")
    #expect(line(nil, 100) == "epoch 1 5 examples/s")
    #expect(line(0.5, 10) == "epoch 1 5 ")
    #expect(line(0.5, 0) == "" && line(0.5, -1) == "")
    for fraction in [-1, 0, .nan] { #expect(line(fraction, 31) == "epoch 1 [        ] 5 examples/s") }
    for fraction in [1, 2, .infinity] { #expect(line(fraction, 31) == "epoch 1 [████████] 5 examples/s") }
  }
}
