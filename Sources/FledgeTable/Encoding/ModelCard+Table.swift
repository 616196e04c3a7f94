import FledgeModelIO
import FledgeTensor

extension ModelCard {
  private static let tableKey = "table"

  /// The card of a model that takes what `encoding` makes of a row and predicts its target: in a file with it the model takes rows of a
  /// table by the names of their columns, as `fledge predict` and `fledge evaluate` do.
  ///
  /// Throws `EncodingError` for what JSON cannot say.
  public init(_ encoding: TableEncoding, dtype: DType = .float32) throws {
    self.init(input: [encoding.width], dtype: dtype, classNames: encoding.target.classNames)
    predictsNumbers = encoding.target.classNames == nil
    try setTableEncoding(encoding)
  }

  /// What the model takes of a table's rows; nil for a model of other data.
  ///
  /// Throws `FileError` if something else stands in its place.
  public var tableEncoding: TableEncoding? {
    get throws { try value(Self.tableKey, as: TableEncoding.self) }
  }

  /// Has the model take rows of a table.
  package mutating func setTableEncoding(_ encoding: TableEncoding) throws {
    try set(Self.tableKey, to: encoding)
  }
}
