import Fledge
import FledgeFiles
import Foundation
import Testing

@testable import FledgeCLI

/// What a user at a terminal sees.
@Suite struct TerminalTests {
  /// Runs the command with its standard output on a terminal; returns everything that the terminal was sent.
  private func terminal(_ arguments: [String], kind: String = "xterm", columns: Int = 80) throws -> String {
    let terminal = try PseudoTerminal(columns: columns)
    let running = try RunningFledge(arguments, environment: ["TERM": kind], output: terminal.terminal)
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

  @Test("predictions have a heading for people, and none for programs")
  func headingOfPredictions() throws {
    let data = SmallData()
    let model = data.scratch("m.safetensors")
    #expect(
      try fledge(["train", "--data", data.path, "--hidden", "8", "--quiet", "--save", model]).status == 0)
    let pictures = data.scratch(SmallData.names[2])
    let lines = try terminal(["predict", model, pictures]).split(separator: "\r\n").map(String.init)
    let place = String(repeating: " ", count: pictures.count - 5)
    #expect(lines.count == 101 && lines[0] == "input\(place)   no.  class    share  the next class")
    #expect(try fledge(["predict", model, pictures]).lines == Array(lines.dropFirst()))
    #expect(try !terminal(["predict", model, pictures, "--json"]).contains("input"))
  }

  /// A terminal that can only print gets lines.
  @Test(arguments: ["dumb", ""]) func noBarWhereNothingCanBeErased(_ kind: String) throws {
    let data = SmallData()
    let arguments = ["train", "--data", data.path, "--hidden", "8", "--epochs", "2"]
    let text = try terminal(arguments, kind: kind)
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("\r\n          2 "))
  }

  /// No line of the table is broken, however narrow the terminal; the columns that matter most stay.
  @Test(arguments: [80, 60, 40, 24]) func theTableFitsTheTerminal(_ columns: Int) throws {
    let data = SmallData()
    let arguments = [
      "train", "--data", data.path, "--hidden", "8", "--epochs", "2", "--evaluate-train", "--schedule",
      "linear",
    ]
    let text = try terminal(arguments, columns: columns)
    let lines = text.split(separator: "\r\n").map { $0.components(separatedBy: erasure).last! }
    let table = lines.filter { $0.hasPrefix("      epoch") || $0.hasPrefix("          ") }
    #expect(table.count == 3)
    for line in table { #expect(line.count <= columns) }
    #expect(table[0].hasSuffix(columns >= 80 ? "test error  seconds" : "test error"))
    #expect(table[0].contains("last rate") == (columns == 80))
    // Nor is the bar.
    for bar in text.components(separatedBy: erasure) where bar.hasPrefix("epoch ") {
      #expect(bar.count < columns)
    }
  }

  /// A terminal that has become narrower has broken the bar's line in several; none of them stays.
  @Test func aBarIsErasedWhole() {
    let (line, above) = ("\r\u{1B}[2K", "\u{1B}[1A\u{1B}[2K")
    #expect(ProgressBar.erasure(of: 79, width: 80) == line)
    #expect(ProgressBar.erasure(of: 79, width: 79) == line)
    #expect(ProgressBar.erasure(of: 79, width: 40) == line + above)
    #expect(ProgressBar.erasure(of: 79, width: 20) == line + above + above + above)
    #expect(ProgressBar.erasure(of: 0, width: 80) == line)
  }

  @Test func columnsByRank() {
    let columns = [
      Columns.Column("a", width: 3), .init("b", width: 3, rank: 2), .init("c", width: 3, rank: 1),
    ]
    #expect(Columns(columns, width: 11).line(["1", "2", "3"]) == "  1   2   3")
    #expect(Columns(columns, width: 10).heading == "  a   c")
    #expect(Columns(columns, width: 6).heading == "  a")
    #expect(Columns(columns, width: 0).heading == "  a")
    var table = Columns(columns, width: .max)
    #expect(!table.fit(11) && table.fit(10) && !table.fit(7) && table.fit(6) && table.fit(12))
    #expect(table.heading == "  a   b   c")
  }

  @Test func theConfusionsFitTheTerminal() {
    var matrix = ConfusionMatrix(classes: 2)
    matrix.add(predictions: Tensor([Int32(0), 0]), labels: Tensor([Int32(0), 1]))
    let columns = matrix.description.split(separator: "\n").map(\.count).max()!
    #expect(matrix.report(width: columns).contains("labels down, predictions across:"))
    let narrow = matrix.report(width: columns - 1)
    #expect(narrow.hasPrefix("the table of 2 × 2 classes needs a line of \(columns) columns\n"))
    #expect(narrow.hasSuffix("most confused: 1 taken for 0 (1)"))
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
