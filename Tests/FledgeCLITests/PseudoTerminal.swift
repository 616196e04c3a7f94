import FledgeFiles
import Foundation

/// A terminal without a screen.
struct PseudoTerminal {
  /// Where what is written to the terminal can be read.
  let controller: Int32
  /// The terminal itself.
  let terminal: FileHandle

  /// One that says it has so many columns.
  init(columns: Int = 80) throws {
    let failure = FileError(path: "terminal", found: "none to be had")
    #if canImport(Darwin)
      controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard controller >= 0, grantpt(controller) == 0, unlockpt(controller) == 0,
        let name = ptsname(controller)
      else { throw failure }
      let descriptor = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    #else
      // Swift does not see the functions for it here, so they are spelt out: TIOCSPTLCK and TIOCGPTN.
      controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var (locked, number): (Int32, UInt32) = (0, 0)
      guard controller >= 0, ioctl(controller, 0x4004_5431, &locked) == 0,
        ioctl(controller, 0x8004_5430, &number) == 0
      else { throw failure }
      let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    #endif
    guard descriptor >= 0 else { throw failure }
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(descriptor, UInt(TIOCSWINSZ), &size) == 0 else { throw failure }
    terminal = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Everything that is written to it until the last process has closed it.
  func readToEnd() throws -> String {
    try terminal.close()
    defer { close(controller) }
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      // At the end Linux reports an error, macOS no bytes.
      let count = read(controller, &chunk, chunk.count)
      if count <= 0 { return String(decoding: text, as: UTF8.self) }
      text += chunk[..<count]
    }
  }
}
