extension TableOptions {
  /// The data that an option is for.
  static func purpose(of option: String) -> String {
    switch option {
    case "--input": "archives of arrays"
    case "--target": "tables and archives of arrays"
    case "--task": "tables and arrays"
    case "--test-fraction": "data without a test part"
    default: "tables"
    }
  }
}

extension DataKind {
  /// What data of this kind are, for people: `digits, the drawn digits`, `t.npz, an archive of arrays`.
  func description(named name: String) -> String {
    guard case .word = reader.place else { return "\(name.printable), \(self.name)" }
    return name.lowercased() == self.name.lowercased()
      ? name.printable : "\(name.printable), the \(self.name)"
  }
}
