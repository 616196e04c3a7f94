import FledgeBasics

/// Stops the program for a row that a column does not have: a programmer's error.
func requireRow(_ row: Int, of count: Int) {
  require(row >= 0 && row < count, "Table: expected a row from 0 to \(count - 1), got \(row)")
}

/// The same for several.
func requireRows(_ rows: [Int], of count: Int) {
  for row in rows { requireRow(row, of: count) }
}
