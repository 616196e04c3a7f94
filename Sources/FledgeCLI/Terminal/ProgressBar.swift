import FledgeBasics

/// A line that is drawn over and over while something long goes on, on a terminal that can erase a line, at most 20
/// times a second.
struct ProgressBar {
  private let descriptor: Int32
  private let isShown: Bool
  private let clock = ContinuousClock()
  private var drawnAt: ContinuousClock.Instant?
  /// Columns of the line on the screen; 0 if there is none.
  private var columnsOnScreen = 0

  /// A bar on `descriptor`; a quiet one is never shown.
  init(on descriptor: Int32, isQuiet: Bool = false) {
    self.descriptor = descriptor
    isShown = !isQuiet && Terminal.canErase(descriptor)
  }

  /// Draws the bar with `fraction` (0 to 1) of it filled, or none where that is unknown, `label` before and `details`
  /// behind it.
  mutating func draw(_ fraction: Double?, label: String, details: () -> String) {
    guard isShown else { return }
    let now = clock.now
    if let drawnAt, drawnAt.duration(to: now) < .milliseconds(50) { return }
    drawnAt = now
    let width = Terminal.width(of: descriptor)
    let line = Self.line(fraction, label, details(), width: width - 1)
    Terminal.show(Self.erasure(of: columnsOnScreen, width: width) + line, on: descriptor)
    columnsOnScreen = line.count
  }

  /// Takes a line of so many columns off a screen that is now `width` wide. A terminal that has become narrower has
  /// broken it in several.
  static func erasure(of columns: Int, width: Int) -> String {
    let rowsAbove = max(0, columns - 1) / max(width, 1)
    return "\r\u{1B}[2K" + String(repeating: "\u{1B}[1A\u{1B}[2K", count: rowsAbove)
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
    guard columnsOnScreen > 0 else { return }
    Terminal.show(Self.erasure(of: columnsOnScreen, width: Terminal.width(of: descriptor)), on: descriptor)
    columnsOnScreen = 0
    drawnAt = nil
  }
}
