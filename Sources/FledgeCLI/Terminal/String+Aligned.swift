extension String {
  /// In a column of `width`: filled with spaces on the left.
  func rightAligned(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// In a column of `width`: filled with spaces on the right.
  func leftAligned(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
