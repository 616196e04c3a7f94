import ArgumentParser
import Fledge
import FledgeBasics
import FledgeFiles

/// `fledge data draw`: data that Fledge makes itself, to try things with.
struct DrawData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw", abstract: "Write data that Fledge makes up, to try things with.",
    discussion: """
      digits: a folder with train/ and test/, in each a folder of pictures for each digit, a fifth as many to test with. \
      flats: a table of flats to let, as comma-separated values.

      Example:
        fledge data draw flats flats.csv
        fledge train flats.csv --target rent
      """)

  enum Kind: String, CaseIterable { case digits, flats }

  @Argument(
    help: ArgumentHelp("What to draw: digits or flats.", valueName: "what"),
    transform: { try choice($0, among: Kind.allCases.map { ($0.rawValue, $0) }) })
  var kind: Kind

  @Argument(
    help: ArgumentHelp(
      "Where to: a folder for digits, a file for flats; neither may be there.", valueName: "path"),
    completion: .file())
  var path: String

  @Option(
    help: ArgumentHelp("How many (default: 2000 digits, 600 flats).", valueName: "count"),
    transform: Number.count)
  var count: Int?

  @Option(help: ArgumentHelp("Another seed draws others.", valueName: "seed"), transform: Number.seed)
  var seed: UInt64 = 0

  func validate() throws {
    let most = 1_000_000
    if let count, count > most {
      throw ValidationError("--count: expected at most \(NumberText.grouped(most))")
    }
    if path.isEmpty { throw ValidationError("expected a path, got an empty name") }
  }

  func run() throws {
    Signals.askFirst()
    guard !File.exists(path) else {
      throw FileError(path: path, expected: "nothing there yet", found: "it is there")
    }
    switch kind {
    case .flats: try Flats.table(count: count ?? 600, seed: seed).write(csv: path)
    case .digits:
      let count = count ?? 2000
      try draw(.train, count, into: path + "/train")
      try draw(.test, (count + 4) / 5, into: path + "/test")
    }
    try Terminal.print("\(path.printable): \(summary)")
  }

  private var summary: String {
    switch kind {
    case .flats: "\(NumberText.count(count ?? 600, "flat")) to let"
    case .digits:
      "\(NumberText.count(count ?? 2000, "digit")), and \(NumberText.grouped(((count ?? 2000) + 4) / 5)) to test with"
    }
  }

  /// A picture a file, numbered, in the folder of its class.
  private func draw(_ split: Digits.Split, _ count: Int, into folder: String) throws {
    let digits = Digits.generate(count: count, seed: seed, split: split)
    let (pixels, labels) = (digits.images.pixels, digits.labels.elements(as: Int.self))
    let size = PictureSize(rows: pixels.shape[1], columns: pixels.shape[2], channels: .grey)
    for digit in 0..<10 { try Directory.make("\(folder)/\(digit)") }
    for (index, label) in labels.enumerated() {
      if let signal = Signals.received { throw ExitCode(Signals.exitStatus(of: signal)) }
      let name = String(index + 1_000_000).dropFirst()
      let picture = Picture(size: size, samples: pixels[index].elements(as: UInt8.self))
      try PNM.write(picture, to: "\(folder)/\(label)/\(name).pgm")
    }
  }
}
