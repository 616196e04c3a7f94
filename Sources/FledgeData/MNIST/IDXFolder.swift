import FledgeBasics
import FledgeFiles

/// The data sets in IDX files that stand in a directory, or where torchvision puts them below it.
struct IDXFolder {
  /// One data set: the names of its files by what they hold.
  struct Set {
    let directory: String
    let prefix: String
    fileprivate var names: [MNIST.Part: [MNISTFile.Content: String]] = [:]

    init(directory: String, prefix: String) { (self.directory, self.prefix) = (directory, prefix) }

    /// What the set is called where a user is to choose one.
    var path: String { prefix.isEmpty ? directory : directory + "/" + prefix }

    var count: Int { names.values.reduce(0) { $0 + $1.count } }

    func files(_ part: MNIST.Part) -> IDXFiles? {
      guard let images = names[part]?[.images], let targets = names[part]?[.labels] else { return nil }
      return IDXFiles(images: directory + "/" + images, targets: directory + "/" + targets)
    }

    /// The usual names of the files that are missing.
    func missing(_ parts: [MNIST.Part]) -> [String] {
      parts.flatMap { part in
        [MNISTFile.Content.images, .labels].filter { names[part]?[$0] == nil }.map { content in
          let name = MNISTFile(part: part, content: content).name
          return prefix.isEmpty ? name : prefix + "-" + name.replacing("t10k-", with: "test-")
        }
      }
    }
  }

  /// Below the directory itself, in the order in which they are looked at.
  private static let layouts = [
    "", "/raw", "/MNIST/raw", "/FashionMNIST/raw", "/EMNIST/raw", "/KMNIST/raw", "/QMNIST/raw",
  ]

  /// All sets, those whose files are incomplete too; first those of the directory itself.
  let sets: [Set]

  /// Looks into a directory; one that cannot be read has no sets.
  init(_ directory: String) {
    sets = Self.layouts.flatMap { Self.sets(in: directory + $0) }
  }

  private static func sets(in directory: String) -> [Set] {
    let names = ((try? Folder.entries(of: directory)) ?? []).map(\.name)
    var sets: [String: Set] = [:]
    // Files that need not be inflated are preferred, and of one file's names the first.
    let files = names.compactMap { name in IDXFileName(name).map { (name, $0) } }
    for (name, file) in files.filter({ !$0.1.isCompressed }) + files.filter({ $0.1.isCompressed }) {
      var set = sets[file.prefix] ?? Set(directory: directory, prefix: file.prefix)
      if set.names[file.part]?[file.content] == nil {
        set.names[file.part, default: [:]][file.content] = name
      }
      sets[file.prefix] = set
    }
    return sets.values.sorted { $0.prefix < $1.prefix }
  }
}
