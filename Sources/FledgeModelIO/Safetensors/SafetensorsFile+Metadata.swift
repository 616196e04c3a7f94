import FledgeFiles

extension SafetensorsFile {
  /// The JSON in the metadata under `key`.
  ///
  /// Throws `FileError` if there is nothing, where `what` was expected, or it is no JSON.
  package func metadataJSON(_ key: String, _ what: String, missing: String = "none") throws -> JSONValue {
    guard let text = metadata[key] else {
      throw FileError(
        path: path, place: "metadata", expected: "\(what) under \(key.quoted)", found: missing)
    }
    return try JSONValue(parsing: text, path: path, place: "metadata \(key.quoted)")
  }
}
