import Fledge
import FledgeBasics
import FledgeFiles

extension StrayTexts {
  /// More different texts than this are no slips that an option lists.
  private static let mostListed = 3

  /// What a training should be told before it takes the column as it is, with the options that change it; nil where the column is
  /// nothing to the model, or was said to be what it is.
  func warning(_ schema: TableSchema, _ options: TableOptions, in format: TableFile.Format) -> String? {
    guard !TableFileOptions.names(options.categorical).contains(column) else { return nil }
    let (consequence, keeping): (String, String)
    if column == schema.target {
      guard options.task == nil, case .classification(let classes) = schema.task else { return nil }
      consequence = "it is taken for \(NumberText.count(classes.count, "class", "classes"))"
      keeping = "--task classification"
    } else if schema.features.contains(where: { $0.name == column }) {
      consequence = "it is taken as categories"
      keeping = "--categorical \(Self.word(column) ?? "COLUMN")"
    } else {
      guard schema.ignored.contains(where: { $0.name == column && $0.reason != .asked }) else { return nil }
      consequence = "it is left out as texts"
      keeping = "--ignore \(Self.word(column) ?? "COLUMN")"
    }
    let remedies = [remedy(in: format), "\(keeping) keeps it so"].compactMap(\.self)
    return "\(self): \(consequence); \(remedies.joined(separator: ", "))"
  }

  /// How a file is read in which these texts stand for nothing; nil where they are many, or no option takes them.
  func remedy(in format: TableFile.Format) -> String? {
    guard texts.count <= Self.mostListed else { return nil }
    let object = texts.count == 1 ? "that" : "them"
    guard case .csv = format else { return "null in the place of \(object) is a missing value" }
    guard !texts.contains(where: { $0.contains(",") || $0.hasPrefix(" ") }),
      let word = Self.word(texts.joined(separator: ","))
    else { return nil }
    return "--missing \(word) takes \(object) for \(texts.count == 1 ? "a missing value" : "missing values")"
  }

  /// A text as a word of the shell, in quotes if it needs them; nil where it cannot be shown as one.
  private static func word(_ text: String) -> String? {
    guard text.printable == text, !text.contains("'") else { return nil }
    let isPlain = text.utf8.allSatisfy { byte in
      let character = Character(Unicode.Scalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber || "_-.,/+:".contains(character))
    }
    return isPlain && !text.isEmpty ? text : "'\(text)'"
  }
}
