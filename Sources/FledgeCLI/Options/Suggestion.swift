import ArgumentParser

/// The known name closest to a misspelt one, if it is close enough to be meant.
func suggestion(for text: String, among names: [String]) -> String? {
  let distances = names.map { (name: $0, distance: editDistance(text.lowercased(), $0)) }
  guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(1, best.name.count / 2) ? best.name : nil
}

/// The named choice; the error for an unknown one lists all, the closest first.
func choice<T>(_ text: String, _ kind: String, among choices: [(name: String, value: T)]) throws -> T {
  if let match = choices.first(where: { $0.name == text }) { return match.value }
  let names = choices.map(\.name)
  let hint = suggestion(for: text, among: names).map { "did you mean '\($0)'? " } ?? ""
  throw ValidationError("unknown \(kind) '\(text)': \(hint)expected one of \(names.joined(separator: ", "))")
}

/// How many letters must be inserted, removed or replaced (Levenshtein, 1966).
private func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
