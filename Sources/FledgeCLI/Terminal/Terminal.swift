import ArgumentParser
import FledgeBasics
import FledgeFiles

/// Standard output and standard error, and what kind of thing they are.
enum Terminal {
  /// Whether people look at standard output as it is written.
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1

  /// Whether lines on `descriptor` can be drawn over: a terminal that knows how to erase one.
  static func canErase(_ descriptor: Int32) -> Bool {
    guard isatty(descriptor) == 1, let kind = getenv("TERM").map({ String(cString: $0) }) else {
      return false
    }
    return kind != "" && kind != "dumb"
  }

  /// Columns of the terminal behind `descriptor`, 80 where it does not say.
  static func width(of descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Columns that a line on standard output may have; a file has no end of them.
  static var outputWidth: Int { outputIsTerminal ? width(of: STDOUT_FILENO) : .max }

  /// Sees to it that the three standard descriptors are open: else the next file that is opened would get the number
  /// of one that is closed, and what is printed would be written into that file.
  static func openStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      // To be read: what is printed there is an error, as it is for a closed descriptor.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Lines on standard output, visible at once even in a pipe. What could act on a terminal is escaped.
  ///
  /// Throws `FileError` if they cannot be written, or, where the reader of a pipe is gone, the `ExitCode` of a
  /// command that SIGPIPE ended.
  static func print(_ text: String) throws { try printAsIs(text.visible) }

  private static func printAsIs(_ text: String) throws {
    let problem = write(text + "\n", to: STDOUT_FILENO)
    if problem == EPIPE { throw ExitCode(Signals.exitStatus(of: SIGPIPE)) }
    if problem != 0 { throw FileError(path: "standard output", doing: "cannot be written", code: problem) }
  }

  /// Rows of data on standard output: to a file or a pipe as they are, to a terminal as `print` writes them. Throws as that does.
  static func printData(_ text: String) throws {
    try outputIsTerminal ? print(text) : printAsIs(text)
  }

  /// Lines on standard error. If they cannot be written there is no other place for them.
  static func printError(_ text: String) { _ = write(text.visible + "\n", to: STDERR_FILENO) }

  /// Something that is no error and that the user should know, on standard error.
  static func warn(_ text: String) { printError("Warning: \(text)") }

  /// Something to look at in passing, like a progress bar, which need not arrive.
  static func show(_ text: String, on descriptor: Int32) { _ = write(text, to: descriptor) }

  /// Writes all of `text`; returns the system's error number, 0 if there was none.
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // Safe: the pointer is used within the system call alone.
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
