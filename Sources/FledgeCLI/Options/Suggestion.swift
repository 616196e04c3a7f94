import ArgumentParser
import FledgeBasics

/// The known name that is meant by `text`: what `foreign` translates it to, the same in another spelling, the only one
/// that begins so, or the closest if it is close enough for a slip, in all or in its first word.
func suggestion(for text: String, among names: [String], _ foreign: [String: String] = [:]) -> String? {
  // A slip is short, and the distance takes time by the length.
  guard text.utf8.count <= 64 else { return nil }
  let wanted = spelling(of: text)
  if let meant = foreign[wanted], names.contains(meant) { return meant }
  if let same = names.first(where: { spelling(of: $0) == wanted }) { return same }
  let longer = names.filter { spelling(of: $0).hasPrefix(wanted) }
  if wanted.count >= 3, longer.count == 1 { return longer[0] }
  return nearestName(to: text, among: names) ?? nearestStart(to: wanted, among: names)
}

/// The only name of several words whose first word is close enough for a slip: `--batch-size` for bach.
private func nearestStart(to text: String, among names: [String]) -> String? {
  let starts = names.compactMap { name -> (name: String, word: String)? in
    let words = name.split(separator: "-")
    guard words.count > 1 else { return nil }
    return (name, String(words[0]))
  }
  let nearest = nearestName(to: text, among: starts.map(\.word))
  let meant = starts.filter { $0.word == nearest }
  return meant.count == 1 ? meant[0].name : nil
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
