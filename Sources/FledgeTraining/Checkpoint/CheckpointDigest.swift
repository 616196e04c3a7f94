import FledgeFiles
import FledgeModelIO

/// The SHA-256 in a checkpoint's metadata that tells a damaged file: over the digest of the tensors' bytes and over everything else that
/// stands in the metadata. In files of version 2 it is that of the tensors' bytes alone.
enum CheckpointDigest {
  static let key = "fledge.sha256"

  /// Of metadata, in which the digest itself counts nothing, beside the digest of the tensors' bytes; in hexadecimal digits.
  static func of(_ metadata: [String: String], tensors: String) -> String {
    var hash = SHA256()
    for (name, text) in metadata.sorted(by: { $0.key < $1.key }) where name != key {
      // With their lengths, so that no two metadata give the same bytes.
      hash.update("\(name.utf8.count) \(text.utf8.count) \(name)\(text)".utf8)
    }
    hash.update(tensors.utf8)
    return hash.hexDigest()
  }

  /// What a file of a version should say.
  ///
  /// Throws `FileError` if the file cannot be read.
  static func of(_ file: SafetensorsFile, version: Int) throws -> String {
    let tensors = try file.digest()
    return version < 3 ? tensors : of(file.metadata, tensors: tensors)
  }
}
