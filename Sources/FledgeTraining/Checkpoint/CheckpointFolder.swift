import FledgeBasics
import FledgeFiles
import FledgeModelIO

/// The files of one training, each named after the step that it was written after: `step-000001200.safetensors`.
public struct CheckpointFolder: Sendable {
  /// The path of the folder.
  public let path: String

  /// A folder that may or may not be there.
  public init(_ path: String) { self.path = path }

  /// The file of a step.
  public func path(ofStep step: Int) -> String {
    let digits = "\(step)"
    return
      "\(path)/\(Self.prefix)\(String(repeating: "0", count: max(0, 9 - digits.count)))\(digits)\(Self.suffix)"
  }

  /// The steps that have a file, ascending.
  ///
  /// Throws `FileError` if the folder cannot be read.
  public func steps() throws -> [Int] {
    try Folder.entries(of: path).compactMap { entry in
      guard entry.kind == .file, entry.name.hasPrefix(Self.prefix), entry.name.hasSuffix(Self.suffix) else {
        return nil
      }
      let digits = entry.name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)
      guard let step = Int(digits), path(ofStep: step).hasSuffix("/" + entry.name) else { return nil }
      return step
    }.sorted()
  }

  /// The newest file that is whole.
  ///
  /// Throws `FileError` if there is none: with what is wrong with each that is there.
  public func newest() throws -> SafetensorsFile {
    var problems: [String] = []
    for step in try steps().reversed() {
      do {
        let file = try SafetensorsFile(path: path(ofStep: step))
        _ = try CheckpointContent(verifying: file)
        return file
      } catch let error as FileError {
        problems.append(error.description)
      }
    }
    throw FileError(
      path: path, expected: "a checkpoint",
      found: problems.isEmpty ? "none: the training ended before the first" : problems.joined(separator: "; ")
    )
  }

  /// The file under a path, or in a folder the newest that is whole.
  ///
  /// Throws `FileError` if there is none.
  static func file(at path: String) throws -> SafetensorsFile {
    try File.isDirectory(path) ? CheckpointFolder(path).newest() : SafetensorsFile(path: path)
  }

  /// Removes all files but the newest `count` up to `step`: those of later steps are of a training that was given up. What cannot be
  /// removed stays.
  func prune(keeping count: Int, upTo step: Int) throws {
    let steps = try steps()
    let kept = Set(steps.filter { $0 <= step }.suffix(count))
    for step in steps where !kept.contains(step) { unlink(path(ofStep: step)) }
  }

  private static let (prefix, suffix) = ("step-", ".safetensors")
}
