import ArgumentParser

/// The known name that is meant by `text`: what `foreign` translates it to, the same in another spelling, the only one
/// that begins so, or the closest if it is close enough for a slip.
func suggestion(for text: String, among names: [String], _ foreign: [String: String] = [:]) -> String? {
  // A slip is short, and the distance takes time by the length.
  guard text.utf8.count <= 64 else { return nil }
  let wanted = spelling(of: text)
  if let meant = foreign[wanted], names.contains(meant) { return meant }
  if let same = names.first(where: { spelling(of: $0) == wanted }) { return same }
  let longer = names.filter { spelling(of: $0).hasPrefix(wanted) }
  if wanted.count >= 3, longer.count == 1 { return longer[0] }
  let distances = names.map { (name: $0, distance: editDistance(text.lowercased(), $0)) }
  guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
  let letters = min(wanted.count, spelling(of: best.name).count)
  return best.distance <= max(1, letters / 3) && letters > 2 ? best.name : nil
}

/// A name in small letters without hyphens and underscores, in which habits differ.
func spelling(of name: String) -> String {
  name.lowercased().filter { !"-_ ".contains($0) }
}

/// The error for a name that is none of those known: the one that is meant, or all of them if none seems to be.
func unknown(
  _ kind: String, _ text: String, among names: [String], _ foreign: [String: String] = [:]
) -> ValidationError {
  ValidationError("unknown \(kind) '\(text)': \(advice(for: text, among: names, foreign))")
}

/// The named choice; the parser's message for an unknown one goes on with what is thrown here.
func choice<T>(
  _ text: String, among choices: [(name: String, value: T)], _ foreign: [String: String] = [:]
) throws -> T {
  if let match = choices.first(where: { $0.name == text }) { return match.value }
  throw ValidationError(advice(for: text, among: choices.map(\.name), foreign))
}

private func advice(for text: String, among names: [String], _ foreign: [String: String]) -> String {
  suggestion(for: text, among: names, foreign).map { "did you mean '\($0)'?" }
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
