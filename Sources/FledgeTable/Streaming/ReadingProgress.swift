import FledgeFiles

/// Is told what share of a file was read, from 0 to 1; nil where that is not known, as of a compressed file.
typealias ProgressReport = @Sendable (_ share: Double?) -> Void

/// How much of a file was read, told to the one that asked for it.
struct ReadingProgress {
  let stream: InflateStream
  let report: ProgressReport?

  func tell() {
    guard let report else { return }
    let size = stream.isCompressed ? nil : stream.upperBound
    report(size.map { Double(stream.position) / Double(max(1, $0)) })
  }
}
