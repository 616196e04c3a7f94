import Foundation

/// A server that lets everyone connect and never answers.
final class SilentServer {
  let url: String
  private let descriptor: Int32

  init() {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(descriptor, address, length) == 0, listen(descriptor, 16) == 0,
          getsockname(descriptor, address, &length) == 0
        else { fatalError("no socket: \(errno)") }
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    url = "http://127.0.0.1:\(port)/"
  }

  /// Whether a connection waits to be taken.
  func waitForConnection() -> Bool {
    var place = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&place, 1, 30_000) == 1
  }

  deinit { close(descriptor) }
}
