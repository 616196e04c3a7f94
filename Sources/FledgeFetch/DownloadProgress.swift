/// How far the download of a file has come.
public struct DownloadProgress: Sendable, Equatable {
  /// What is going on.
  public enum State: Sendable, Equatable {
    /// The file is there and verified: nothing is downloaded.
    case alreadyThere
    /// Bytes come: `received` of `total`, which is nil if the server does not tell it. The rate is that of the present
    /// connection.
    case receiving(received: Int, total: Int?, bytesPerSecond: Double)
    /// The file is complete, verified and in its place.
    case done
  }

  /// The name of the file.
  public let file: String
  /// What is going on.
  public let state: State
}
