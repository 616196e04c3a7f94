import FledgeCurl
import FledgeFiles

/// One request to a server: asks for what is missing of a file and hands over what comes.
package struct Transfer {
  /// Why a request did not bring the rest of the file.
  enum Failure: Error, Equatable {
    /// The server could not be reached, or the connection broke off or fell silent.
    case interrupted(String)
    /// The server answered, but not with the file.
    case refused(String)
    /// What came is not the file.
    case wrong(String)
    /// This machine cannot ask.
    case unavailable(String)

    /// The words for it.
    var problem: String {
      switch self {
      case .interrupted(let problem), .refused(let problem), .wrong(let problem), .unavailable(let problem):
        problem
      }
    }
  }

  /// Seconds to wait.
  package struct Timeouts: Sendable {
    /// For a connection.
    package var connect: Int32 = 10
    /// For the server to send more than `leastRate`, on the average.
    package var stall: Int32 = 15
    /// Bytes a second. A server that sends fewer would take days.
    package var leastRate: Int32 = 500
  }

  /// Takes what comes.
  protocol Sink: AnyObject {
    /// The number of bytes that are here already; `restart` throws them away.
    var count: Int { get }
    func restart() throws
    // Safe: the pointer is used within the call alone, by code that the transfer waits for.
    func append(_ bytes: UnsafeRawBufferPointer) throws
    /// Called after each piece, and about once a second while nothing comes, also before the server has answered.
    /// `total` is the length of the whole file, where the server tells it.
    func progress(total: Int?) throws
  }

  let url: String
  let timeouts: Timeouts

  /// Brings the bytes that `sink` does not have. A server that knows no ranges sends them all.
  ///
  /// Throws `Failure`, and what `sink` throws.
  func run(into sink: any Sink) throws {
    let receiver = Receiver(sink)
    var problem = [CChar](repeating: 0, count: 512)
    // Safe: the receiver lives until the call returns, and curl calls it in between only.
    let outcome = withExtendedLifetime(receiver) {
      url.withCString { url in
        var request = fledge_http_request()
        request.url = url
        request.offset = Int64(sink.count)
        request.connect_seconds = timeouts.connect
        request.stall_seconds = timeouts.stall
        request.least_rate = timeouts.leastRate
        request.context = Unmanaged.passUnretained(receiver).toOpaque()
        request.header = { Receiver.of($0).takeHeader(UnsafeRawBufferPointer(start: $1, count: $2)) }
        request.body = { Receiver.of($0).takeBody(UnsafeRawBufferPointer(start: $1, count: $2)) }
        request.tick = { Receiver.of($0).tick() }
        return fledge_http_get(&request, &problem, problem.count)
      }
    }
    if let failure = receiver.failure { throw failure }
    // They may name a host that the server redirected to.
    let words = String(decoding: problem.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .printable
    switch outcome {
    case FLEDGE_HTTP_COMPLETE: try receiver.checkEnd()
    case FLEDGE_HTTP_UNAVAILABLE: throw Failure.unavailable(words)
    default: throw Failure.interrupted(words)
    }
  }
}

/// What a server answers, line by line and piece by piece.
private final class Receiver {
  /// What stopped the transfer.
  private(set) var failure: (any Error)?
  private let sink: any Transfer.Sink
  private var response = HTTPResponse()
  private var bodyHasStarted = false

  init(_ sink: any Transfer.Sink) { self.sink = sink }

  // Safe: the pointer is used within the call alone, by code that the transfer waits for.
  static func of(_ context: UnsafeMutableRawPointer?) -> Receiver {
    Unmanaged<Receiver>.fromOpaque(context!).takeUnretainedValue()
  }

  func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    response.take(line: String(decoding: line, as: UTF8.self))
    return true
  }

  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    going {
      if !bodyHasStarted { try startBody() }
      try sink.append(bytes)
      try sink.progress(total: response.total)
    }
  }

  func tick() -> Bool {
    going { try sink.progress(total: bodyHasStarted ? response.total : nil) }
  }

  /// An answer without a body has not been looked at yet.
  func checkEnd() throws {
    if !bodyHasStarted { try startBody() }
  }

  private func startBody() throws {
    bodyHasStarted = true
    switch response.status {
    case 200:
      if sink.count > 0 { try sink.restart() }
    case 206 where response.start == sink.count: break
    // The server's file is shorter than what is here, or it sends another part.
    case 206, 416: throw Transfer.Failure.wrong("the server's file is another one than before")
    case let status: throw Transfer.Failure.refused("HTTP status \(status)")
    }
  }

  private func going(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return true
    } catch {
      failure = error
      return false
    }
  }
}
