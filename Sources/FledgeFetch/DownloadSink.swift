import FledgeBasics

/// Puts what comes at the end of a file and tells an observer.
final class DownloadSink: Transfer.Sink {
  private let file: PublishedFile
  private let partial: PartialFile
  private let observer: MNISTDownload.Observer
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var received = 0

  init(_ file: PublishedFile, _ partial: PartialFile, _ observer: @escaping MNISTDownload.Observer) {
    (self.file, self.partial, self.observer) = (file, partial, observer)
    start = clock.now
  }

  var count: Int { partial.count }

  func restart() throws { try partial.empty() }

  // Safe: the pointer is used within the call alone, by code that the transfer waits for.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    guard partial.count + bytes.count <= file.largestDownload else {
      throw Transfer.Failure.wrong("the server sends more than \(file.largestDownload) bytes")
    }
    try partial.append(bytes)
    received += bytes.count
  }

  func progress(total: Int?) throws {
    let seconds = start.duration(to: clock.now).seconds
    let rate = seconds > 0 ? Double(received) / seconds : 0
    let state = DownloadProgress.State.receiving(
      received: partial.count, total: total, bytesPerSecond: rate)
    try observer(DownloadProgress(file: file.name + ".gz", state: state))
  }
}
