extension JSONValue {
  /// Reads a JSON text that stands `offset` bytes into the file `path`.
  ///
  /// Throws `FileError` naming the byte where it is no JSON, or repeats a key, or nests too deeply.
  package init(parsing bytes: [UInt8], path: String, offset: Int = 0) throws {
    var parser = JSONParser(bytes, path: path, offset: offset)
    self = try parser.parse()
  }

  /// Reads a JSON text that stands at `place` in the file `path`, as a string of another format.
  ///
  /// Throws `FileError` as for bytes, naming the place and the byte in the text: that of the file would be another.
  package init(parsing text: String, path: String, place: String) throws {
    do {
      try self.init(parsing: Array(text.utf8), path: path)
    } catch var error as FileError {
      error.place = "\(place), \(error.place ?? "")"
      throw error
    }
  }
}
