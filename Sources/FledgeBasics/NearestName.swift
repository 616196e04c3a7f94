/// The name that is meant by `text`, if one is close enough for a slip.
package func nearestName(to text: String, among names: [String]) -> String? {
  // A slip is short, and the distance takes time by the length.
  guard text.utf8.count <= 64 else { return nil }
  let distances = names.map { (name: $0, distance: editDistance(text.lowercased(), $0)) }
  guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
  let letters = min(text.count { $0.isLetter || $0.isNumber }, best.name.count { $0.isLetter || $0.isNumber })
  return best.distance <= max(1, letters / 3) && letters > 2 ? best.name : nil
}

/// How many letters must be inserted, removed, replaced or exchanged with their neighbour, each part of the
/// text being changed once (Damerau, 1964).
package func editDistance(_ a: String, _ b: String) -> Int {
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
