import Fledge

/// What stands where DATA points to.
enum DataSource {
  /// Examples, some of which may be parts of their own.
  case examples(train: Dataset, validation: Dataset?, test: Dataset?)
  /// A table, and another to measure a model on, if one was named, and which rows of the table
  /// itself there are, if not all.
  case table(TableFile, test: Table?, kept: [Int]? = nil)
  /// The same where the rows stay in their file.
  case stream(TableStream, test: TableStream?)

  /// Examples in two parts.
  static func parts(_ parts: (train: Dataset, test: Dataset)) -> DataSource {
    .examples(train: parts.train, validation: nil, test: parts.test)
  }

  /// What the options leave open.
  func preset(_ options: TableOptions) -> Preset {
    switch self {
    case .table, .stream: options.preset
    case .examples(_, nil, nil): .examples
    case .examples: .pictures
    }
  }
}
