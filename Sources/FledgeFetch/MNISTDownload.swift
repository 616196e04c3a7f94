import FledgeBasics
import FledgeData
import FledgeFiles

/// Fetches the four files of MNIST, the gzipped originals, from mirrors that are tried in turn.
///
/// Nothing stands under a file's name before its content is verified (SHA-256, uncompressed). Until then the bytes
/// are in the user's directory for caches, under `fledge/downloads`. They stay there only if the connection broke
/// off or the command was ended, and the next call resumes from them; what is complete, wrong or refused is removed.
public struct MNISTDownload {
  /// Told of each piece that comes, and once a second while nothing comes; what it throws ends the download.
  public typealias Observer = (DownloadProgress) throws -> Void

  /// The public mirrors.
  public static let mirrors = [
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ]

  /// Where the files will stand.
  public let directory: String
  package var mirrors: [String]
  /// Where the bytes are until they are complete.
  package var partialDirectory = DataDirectory.caches() + "/downloads"
  /// Seconds to wait for a connection, and for the next byte.
  package var timeouts = Transfer.Timeouts()
  /// How long to wait before a broken connection is made again.
  package var pause = Duration.seconds(1)
  /// How often a connection is made that always brings something and breaks.
  package var attempts = 5
  /// The files to fetch.
  package var files = MNISTFile.all.map { PublishedFile(name: $0.name, size: $0.size, digest: $0.digest) }

  /// Prepares a download into `directory` (`MNIST.standardDirectory` unless given) from the public mirrors, or from the
  /// one at `mirror`, an address that starts with http:// or https://.
  ///
  /// Throws `FileError` if the address starts otherwise.
  public init(from mirror: String? = nil, into directory: String? = nil) throws {
    if let mirror {
      let scheme = mirror.lowercased()
      guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://") else {
        throw FileError(path: mirror, found: "is no address that starts with http:// or https://")
      }
      mirrors = [mirror.hasSuffix("/") ? mirror : mirror + "/"]
    } else {
      mirrors = MNISTDownload.mirrors
    }
    self.directory = directory ?? MNIST.standardDirectory
  }

  /// Downloads the files that are not there yet; returns when all four are there and verified.
  ///
  /// Throws `FileError` if no mirror has a file or it cannot be written, and what `observer` throws.
  public func run(_ observer: @escaping Observer = { _ in }) throws {
    try DataDirectory.checkEnvironment()
    try Directory.make(directory)
    let keepsBytes = Directory.isUsable(partialDirectory)
    for file in files {
      let path = directory + "/" + file.name + ".gz"
      if [path, directory + "/" + file.name].contains(where: { file.problem(of: $0) == nil }) {
        try observer(DownloadProgress(file: file.name + ".gz", state: .alreadyThere))
        continue
      }
      // Before a long download, not behind it.
      try AtomicFile.checkWritable(path)
      // The name holds the digest, so a resumed download never appends to other content.
      let partialName = ".\(file.name)-\(file.digest.prefix(16)).gz.partial"
      let partial = try PartialFile(path: (keepsBytes ? partialDirectory : directory) + "/" + partialName)
      do {
        try fetch(file, into: partial, observer)
        try AtomicFile.write(to: path) { try partial.copy(to: $0) }
        partial.remove()
      } catch {
        // A full disk needs the room, and a mirror's fault is not mended by more of the same bytes.
        if !keepsBytes || error is FileError || partial.count == 0 { partial.remove() }
        if let error = error as? Interruption { throw error.problem }
        throw error
      }
      try observer(DownloadProgress(file: file.name + ".gz", state: .done))
    }
  }

  /// Tries the mirrors in turn.
  private func fetch(_ file: PublishedFile, into partial: PartialFile, _ observer: @escaping Observer) throws
  {
    if partial.count > 0, file.problem(of: partial.path) == nil { return }
    var problems: [String] = []
    var isInterrupted = false
    for mirror in mirrors {
      do {
        return try download(file, from: mirror + file.name + ".gz", into: partial, observer)
      } catch let failure as Transfer.Failure {
        problems.append("\(mirror.printable): \(failure.problem)")
        switch failure {
        case .interrupted: isInterrupted = true
        case .wrong: try partial.empty()
        case .refused, .unavailable: break
        }
      }
    }
    let isKept = isInterrupted && partial.count > 0
    let ending =
      isKept
      ? "; the same command resumes behind the \(NumberText.count(partial.count, "byte")) that came" : ""
    let error = FileError(
      path: file.name + ".gz", found: "cannot be downloaded: \(problems.joined(separator: "; "))\(ending)")
    throw isKept ? Interruption(problem: error) : error
  }

  /// Takes a file from one server, and goes on after a connection that brought something and broke.
  private func download(
    _ file: PublishedFile, from url: String, into partial: PartialFile, _ observer: @escaping Observer
  ) throws {
    var attempt = 0
    while true {
      let before = partial.count
      let sink = DownloadSink(file, partial, observer)
      do {
        try Transfer(url: url, timeouts: timeouts).run(into: sink)
        if let problem = file.problem(of: partial.path) {
          throw Transfer.Failure.wrong(problem)
        }
        return
      } catch let failure as Transfer.Failure {
        attempt += 1
        switch failure {
        case .interrupted where partial.count > before && attempt < attempts: try wait(sink)
        // What was here before is not this server's file, or not the beginning of the right one.
        case .wrong where before > 0: try partial.empty()
        default: throw failure
        }
      }
    }
  }

  /// Lets `pause` pass before the next attempt, in pieces that a signal need not wait for.
  private func wait(_ sink: DownloadSink) throws {
    let (clock, step) = (ContinuousClock(), Duration.milliseconds(200))
    let end = clock.now.advanced(by: pause)
    while clock.now < end {
      min(step, clock.now.duration(to: end)).sleep()
      try sink.progress(total: nil)
    }
  }
}

/// A download that can be resumed.
private struct Interruption: Error {
  let problem: FileError
}
