/// One of the four files.
package struct MNISTFile: Sendable {
  /// What a file holds.
  package enum Content: Sendable { case images, labels }

  /// The part the file belongs to.
  package let part: MNIST.Part
  /// What it holds.
  package let content: Content

  /// All four.
  package static let all = MNIST.Part.allCases.flatMap { part in
    [MNISTFile(part: part, content: .images), MNISTFile(part: part, content: .labels)]
  }

  /// The usual name, without the `.gz` of the compressed file.
  package var name: String { "\(part.rawValue)-\(content)-idx\(content == .images ? 3 : 1)-ubyte" }

  /// The number of bytes, uncompressed.
  package var size: Int {
    let count = part == .train ? 60_000 : 10_000
    return content == .images ? 16 + count * 28 * 28 : 8 + count
  }

  /// The SHA-256 of the uncompressed bytes.
  package var digest: String {
    switch (part, content) {
    case (.train, .images): "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case (.train, .labels): "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case (.test, .images): "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case (.test, .labels): "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }
}
