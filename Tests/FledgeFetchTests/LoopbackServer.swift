import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A server of HTTP on this machine, for one test: it answers as the test's closure says, or hangs up.
final class LoopbackServer: Sendable {
  struct Request: Sendable, Equatable {
    var path: String
    /// The first byte that is asked for.
    var start: Int?
  }

  struct Answer: Sendable {
    var status = 200
    var headers: [String] = []
    var body: [UInt8] = []
    /// The length that is announced, if it is not that of the body.
    var length: Int?
    /// Whether the connection stays open and silent after the body.
    var fallsSilent = false
    /// Whether it falls silent before it has said anything.
    var isWithoutHead = false
    /// Whether the body comes at four bytes a second.
    var trickles = false

    /// The whole of a file, or the part of it that is asked for.
    static func file(_ bytes: [UInt8], _ request: Request, brokenAfter length: Int? = nil) -> Answer {
      guard let start = request.start else {
        return Answer(body: Array(bytes.prefix(length ?? bytes.count)), length: bytes.count)
      }
      guard start < bytes.count else {
        return Answer(status: 416, headers: ["Content-Range: bytes */\(bytes.count)"])
      }
      let part = Array(bytes[start...])
      return Answer(
        status: 206, headers: ["Content-Range: bytes \(start)-\(bytes.count - 1)/\(bytes.count)"],
        body: Array(part.prefix(length ?? part.count)), length: part.count)
    }
  }

  /// The address, with a slash at its end.
  let url: String
  private let descriptor: Int32
  private let requestLog = RequestLog()

  /// What was asked for so far.
  var requests: [Request] { requestLog.all }

  /// Starts; `answer` is also told how many requests came before.
  init(_ answer: @escaping @Sendable (Request, Int) -> Answer?) {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(descriptor, address, length) == 0, listen(descriptor, 16) == 0,
          getsockname(descriptor, address, &length) == 0
        else { fatalError("no socket: \(errno)") }
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    self.descriptor = descriptor
    url = "http://127.0.0.1:\(port)/"
    Thread.detachNewThread { [log = requestLog] in
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        serve(connection) { request in
          answer(request, log.append(request))
        }
      }
      close(descriptor)
    }
  }

  // The thread closes the socket when it has stopped to listen: before, the number might become that of another server,
  // whose connections this one's thread would take.
  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

private final class RequestLog: Sendable {
  private let requests = Mutex<[LoopbackServer.Request]>([])

  var all: [LoopbackServer.Request] { requests.withLock { $0 } }

  /// Adds a request; returns how many came before.
  func append(_ request: LoopbackServer.Request) -> Int {
    requests.withLock {
      $0.append(request)
      return $0.count - 1
    }
  }
}

private func serve(_ connection: Int32, _ answer: (LoopbackServer.Request) -> LoopbackServer.Answer?) {
  defer { close(connection) }
  #if canImport(Darwin)
    var on: Int32 = 1
    setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    let flags: Int32 = 0
  #else
    let flags = Int32(MSG_NOSIGNAL)
  #endif
  var text = ""
  var buffer = [UInt8](repeating: 0, count: 4096)
  while !text.contains("\r\n\r\n") {
    let count = recv(connection, &buffer, buffer.count, 0)
    guard count > 0 else { return }
    text += String(decoding: buffer[..<count], as: UTF8.self)
  }
  let lines = text.components(separatedBy: "\r\n")
  let path = lines[0].split(separator: " ")[1]
  let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
  let start = range.flatMap { Int($0.dropFirst("range: bytes=".count).prefix(while: \.isNumber)) }
  guard let answer = answer(LoopbackServer.Request(path: String(path.dropFirst()), start: start)) else {
    return
  }
  var head = "HTTP/1.1 \(answer.status) Whatever\r\nConnection: close\r\n"
  head += "Content-Length: \(answer.length ?? answer.body.count)\r\n"
  head += answer.headers.map { $0 + "\r\n" }.joined() + "\r\n"
  var rest = answer.isWithoutHead ? [] : (Array(head.utf8) + (answer.trickles ? [] : answer.body))[...]
  while !rest.isEmpty {
    let sent = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, flags) }
    guard sent > 0 else { return }
    rest = rest.dropFirst(sent)
  }
  if answer.trickles {
    for byte in answer.body {
      usleep(250_000)
      guard withUnsafeBytes(of: byte, { send(connection, $0.baseAddress, 1, flags) }) > 0 else { return }
    }
  }
  // Until the other side has enough of it.
  if answer.fallsSilent { _ = recv(connection, &buffer, buffer.count, 0) }
}
