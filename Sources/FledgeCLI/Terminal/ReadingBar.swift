import FledgeBasics
import FledgeFiles

/// Shows on standard error how far a file that takes long is read.
final class ReadingBar: Sendable {
  private let bar = Locked(ProgressBar(on: STDERR_FILENO))
  private let label: String

  init(_ path: String) { label = "reading \(path.printable)" }

  /// Draws the share that was read, if it is known.
  @Sendable func draw(_ share: Double?) {
    bar.withLock { bar in
      bar.draw(share, label: label) { share.map { "\(NumberText.fixed(100 * $0, digits: 0)) %" } ?? "" }
    }
  }

  /// Takes the bar off the screen.
  func clear() { bar.withLock { $0.clear() } }
}
