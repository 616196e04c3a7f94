/// A line that is drawn over and over while something long goes on. It draws only on a terminal, at most 20
/// times a second.
struct ProgressBar {
  private let descriptor: Int32
  private let isShown: Bool
  private let clock = ContinuousClock()
  private var drawnAt: ContinuousClock.Instant?
  private var isOnScreen = false

  /// A bar on `descriptor`, shown only if that is a terminal.
  init(on descriptor: Int32, isTerminal: Bool) {
    self.descriptor = descriptor
    isShown = isTerminal
  }

  /// Draws the bar with `fraction` (0 to 1) of it filled, `label` before and `details` behind it.
  mutating func draw(_ fraction: Double, label: String, details: () -> String) {
    guard isShown else { return }
    let now = clock.now
    if let drawnAt, drawnAt.duration(to: now) < .milliseconds(50) { return }
    drawnAt = now
    let details = details()
    let room = Terminal.width(of: descriptor) - label.count - details.count - 5
    var line = "\(label) "
    if room >= 8 {
      let length = min(room, 30)
      let filled = min(Int(fraction * Double(length)), length)
      line +=
        "[" + String(repeating: "█", count: filled) + String(repeating: " ", count: length - filled) + "] "
    }
    line += details
    Terminal.show("\r\u{1B}[2K" + line.prefix(Terminal.width(of: descriptor) - 1), on: descriptor)
    isOnScreen = true
  }

  /// Takes the bar off the screen, so that a line may be printed in its place.
  mutating func clear() {
    guard isOnScreen else { return }
    Terminal.show("\r\u{1B}[2K", on: descriptor)
    isOnScreen = false
    drawnAt = nil
  }
}
