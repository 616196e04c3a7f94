/// A file of a data set by its name, as MNIST, EMNIST (`emnist-letters-train-images-idx3-ubyte.gz`) and QMNIST
/// (`qmnist-test-labels-idx2-int`) spell it: a prefix, the part, what it holds, and the kind, after a hyphen or a point.
struct IDXFileName: Hashable {
  /// What stands before the part: `emnist-letters`; empty for MNIST and all that took its names.
  let prefix: String
  let part: MNIST.Part
  let content: MNISTFile.Content
  let isCompressed: Bool

  private static let parts: [Substring: MNIST.Part] = ["train": .train, "t10k": .test, "test": .test]
  private static let contents: [Substring: MNISTFile.Content] = ["images": .images, "labels": .labels]
  private static let types: Set<Substring> = ["ubyte", "byte", "short", "int", "float", "double"]

  /// Nil for the name of any other file.
  init?(_ name: String) {
    isCompressed = name.hasSuffix(".gz")
    let words = (isCompressed ? name.dropLast(3) : name[...]).split(omittingEmptySubsequences: false) {
      $0 == "-" || $0 == "."
    }
    let candidates = words.indices.dropLast(2).last { Self.parts[words[$0]] != nil }
    guard let place = candidates, let part = Self.parts[words[place]],
      let content = Self.contents[words[place + 1]]
    else { return nil }
    let kind = words[(place + 2)...]
    guard kind.first!.hasPrefix("idx"), kind.count <= 2, kind.count == 1 || Self.types.contains(kind.last!)
    else { return nil }
    (self.part, self.content) = (part, content)
    prefix = String(name[..<words[place].startIndex].dropLast())
  }
}
