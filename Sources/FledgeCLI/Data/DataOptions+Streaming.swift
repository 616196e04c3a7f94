import ArgumentParser
import FledgeFiles

extension DataOptions {
  /// Throws `ValidationError` where rows cannot stay in their file.
  func checkStream(_ kind: DataKind) throws {
    switch kind {
    case .table, .arrays: return
    default:
      guard stream == true else { return }
      throw ValidationError(
        "--stream is for tables and for two NPY files, not for \(kind.description(named: name)): leave it out"
      )
    }
  }

  /// Whether the rows of these files stay there.
  func streams(_ paths: [String]) -> Bool { stream ?? paths.contains(where: Self.isTooLarge) }

  /// Whether what stands in a file would not fit into the memory comfortably: read, encoded and split it takes about three times its size.
  private static func isTooLarge(_ path: String) -> Bool {
    guard let reader = try? FileReader(path: path, kind: .regular), let size = reader.size,
      let start = try? reader.readUpTo(2)
    else { return false }
    let isCompressed = start == [0x1f, 0x8b]
    return Double(size) * (isCompressed ? 4 : 1) > Double(SystemMemory.byteCount) / 4
  }
}
