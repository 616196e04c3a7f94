import ArgumentParser

/// The known name closest to a misspelt one, if it is close enough to be meant.
func suggestion(for text: String, among names: [String]) -> String? {
  // A long text is nobody's slip, and the distance takes time by its length.
  guard text.utf8.count <= 64 else { return nil }
  let distances = names.map { (name: $0, distance: editDistance(text.lowercased(), $0)) }
  guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(1, best.name.count / 2) ? best.name : nil
}

/// The error for a name that is none of those known: the closest, or all of them if none is close.
func unknown(_ kind: String, _ text: String, among names: [String]) -> ValidationError {
  ValidationError("unknown \(kind) '\(text)': \(advice(for: text, among: names))")
}

/// The named choice; the parser's message for an unknown one goes on with what is thrown here.
func choice<T>(_ text: String, among choices: [(name: String, value: T)]) throws -> T {
  if let match = choices.first(where: { $0.name == text }) { return match.value }
  throw ValidationError(advice(for: text, among: choices.map(\.name)))
}

private func advice(for text: String, among names: [String]) -> String {
  suggestion(for: text, among: names).map { "did you mean '\($0)'?" }
    ?? "expected \(names.count == 1 ? "" : "one of ")\(names.joined(separator: ", "))"
}

/// How many letters must be inserted, removed, replaced or exchanged with their neighbour, each part of the
/// text being changed once (Damerau, 1964).
func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  // distances[i][j] is that of the first i letters of a from the first j letters of b.
  var distances = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      let replaced = distances[i][j] + (a[i] == b[j] ? 0 : 1)
      row.append(min(replaced, row[j] + 1, distances[i][j + 1] + 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], distances[i - 1][j - 1] + 1)
      }
    }
    distances.append(row)
  }
  return distances[a.count][b.count]
}
