import ArgumentParser
import FledgeBasics
import FledgeFiles

/// Standard output and standard error, and what kind of thing they are.
enum Terminal {
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  static let errorIsTerminal = isatty(STDERR_FILENO) == 1

  /// Columns of the terminal behind `descriptor`, 80 where it does not say.
  static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Lines on standard output, visible at once even in a pipe.
  ///
  /// Throws `FileError` if they cannot be written, or, where nobody reads any more, the `ExitCode` of a
  /// command that SIGPIPE ended.
  static func print(_ text: String) throws {
    let problem = write(text + "\n", to: STDOUT_FILENO)
    if problem == EPIPE { throw ExitCode(Signals.exitStatus(of: SIGPIPE)) }
    if problem != 0 { throw FileError(path: "standard output", doing: "cannot be written", code: problem) }
  }

  /// Lines on standard error. If they cannot be written there is nobody left to tell.
  static func printError(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  /// Something to look at in passing, like a progress bar, which need not arrive.
  static func show(_ text: String, on descriptor: Int32) { _ = write(text, to: descriptor) }

  /// Writes all of `text`; returns the system's error number, 0 if there was none.
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        bytes = bytes.dropFirst(written)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
