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

  /// Draws the bar with `fraction` (0 to 1) of it filled, or none if nobody knows it, `label` before and
  /// `details` behind it.
  mutating func draw(_ fraction: Double?, label: String, details: () -> String) {
    guard isShown else { return }
    let now = clock.now
    if let drawnAt, drawnAt.duration(to: now) < .milliseconds(50) { return }
    drawnAt = now
    let line = Self.line(fraction, label, details(), width: Terminal.width(of: descriptor) - 1)
    Terminal.show("\r\u{1B}[2K" + line, on: descriptor)
    isOnScreen = true
  }

  /// The line, at most `width` columns long; the bar takes what the texts leave, if that is enough to see
  /// anything.
  static func line(_ fraction: Double?, _ label: String, _ details: String, width: Int) -> String {
    let room = min(width - label.count - details.count - 4, 30)
    guard let fraction, room >= 8 else { return String("\(label) \(details)".prefix(max(width, 0))) }
    // Not a number, and no share either: a fraction may come from anywhere.
    let filled = fraction > 0 ? Int(min(fraction, 1) * Double(room)) : 0
    let bar = String(repeating: "█", count: filled) + String(repeating: " ", count: room - filled)
    return "\(label) [\(bar)] \(details)"
  }

  /// Takes the bar off the screen, so that a line may be printed in its place.
  mutating func clear() {
    guard isOnScreen else { return }
    Terminal.show("\r\u{1B}[2K", on: descriptor)
    isOnScreen = false
    drawnAt = nil
  }
}
