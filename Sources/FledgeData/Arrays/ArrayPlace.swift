import FledgeFiles

/// Where an array stands: a file of its own, or one of those in an archive.
struct ArrayPlace: Sendable {
  let path: String
  /// The name in an archive; nil for a file of its own.
  var name: String?

  /// How a message about another array calls this one.
  var description: String { name.map(\.printable) ?? path.printable }

  func error(_ place: String? = nil, expected: String? = nil, found: String) -> FileError {
    FileError(path: path, place: named(place), expected: expected, found: found)
  }

  /// Lets the errors of `body` name the array where the path does not.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var error as FileError {
      error.place = named(error.place)
      throw error
    }
  }

  private func named(_ place: String?) -> String? {
    guard let name else { return place }
    let array = "array \(name.printable)"
    return place.map { "\(array), \($0)" } ?? array
  }
}
