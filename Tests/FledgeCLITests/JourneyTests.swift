import Foundation
import TestSupport
import Testing

/// The journeys of the README: what is printed there is what the commands print.
@Suite struct JourneyTests {
  @Test("a journey of the README, from data to predictions, is as it is shown", arguments: Journey.all)
  func journey(_ journey: Journey) throws {
    let directory = TemporaryDirectory()
    for step in journey.steps {
      let run = try fledge(
        [directory.path], environment: Journey.data.map { ["FLEDGE_DATA": $0] } ?? [:],
        shell: "cd \"$1\"; fledge() { \"$FLEDGE\" \"$@\"; }; \(step.command)", patience: 120)
      #expect(run.status == 0, "\(step.command): \(run.errors)")
      #expect(step.firstDifference(from: run.lines) == nil, "\(step.command)")
    }
  }

  @Test("a line that is not printed, and a figure that is another, are found")
  func differences() {
    let step = Journey.Step(command: "", shown: ["error 2.50 %: 10 of 400", "…", "kept in runs/a-1"])
    #expect(step.firstDifference(from: ["error 2.75 %: 11 of 400", "x", "y", "kept in runs/a-1"]) == nil)
    #expect(step.firstDifference(from: ["error 2.50 %: 10 of 400", "x", "kept in runs/b-1"]) != nil)
    #expect(step.firstDifference(from: ["error 9.75 %: 39 of 400", "kept in runs/a-1"]) != nil)
    #expect(step.firstDifference(from: ["error 2.50 %: 10 of 400", "kept in runs/a-1", "more"]) != nil)
  }
}

/// A block of commands in the README, each with what it prints.
struct Journey: CustomTestStringConvertible {
  let steps: [Step]
  var testDescription: String { steps.first?.command ?? "" }

  /// Where MNIST is; nil if it is not there.
  static let data: String? = {
    let shared = readme.deletingLastPathComponent().appending(path: "../shared").path
    return FileManager.default.fileExists(atPath: shared + "/mnist/train-images-idx3-ubyte.gz") ? shared : nil
  }()

  private static let readme = URL(fileURLWithPath: #filePath).appending(path: "../../../README.md")
    .standardized

  static let all: [Journey] = {
    let text = try! String(contentsOf: readme, encoding: .utf8)
    let journeys = text.components(separatedBy: "```console\n").dropFirst().map { block in
      Journey(steps: steps(of: block.components(separatedBy: "```")[0]))
    }
    return journeys.filter { data != nil || !$0.testDescription.contains("mnist") }
  }()

  private static func steps(of block: String) -> [Step] {
    var steps: [Step] = []
    for line in block.split(separator: "\n").map(String.init) {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), shown: []))
      } else {
        steps[steps.count - 1].shown.append(line)
      }
    }
    return steps
  }

  /// A command and the lines shown below it, of which "…" stands for any number.
  struct Step {
    let command: String
    var shown: [String]

    /// The first line shown that was not printed where it should be, or the first one printed beyond them.
    func firstDifference(from printed: [String]) -> String? {
      var rest = printed[...]
      var mayLeaveOut = false
      for line in shown {
        if line == "…" {
          mayLeaveOut = true
          continue
        }
        if mayLeaveOut { rest = rest.drop { !Self.agree(line, $0) } }
        mayLeaveOut = false
        guard let first = rest.popFirst(), Self.agree(line, first) else { return line }
      }
      return mayLeaveOut ? nil : rest.first
    }

    /// Whether the words are the same and the figures alike: other instructions round otherwise, so they may differ by half; seconds,
    /// dates, threads and instructions are those of the machine.
    private static func agree(_ shown: String, _ printed: String) -> Bool {
      let (a, b) = (words(shown), words(printed))
      guard a.count == b.count else { return false }
      return zip(a, b).enumerated().allSatisfy { index, pair in
        if pair.0 == pair.1 || pair.0.hasSuffix("Z") { return true }
        if let threads = a.firstIndex(of: "threads,"), index >= threads - 1 { return true }
        guard let x = number(pair.0), let y = number(pair.1) else { return false }
        // The seconds are a row's last figure.
        return index == a.count - 1 && index > 4 || abs(x - y) <= 0.5 * max(abs(x), abs(y))
      }
    }

    private static func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    private static func number(_ word: String) -> Double? {
      Double(word.filter { !",()".contains($0) }.trimmingCharacters(in: CharacterSet(charactersIn: ":;.")))
    }
  }
}
