import FledgeBasics
import FledgeFiles

#if canImport(Glibc)
  // The environment is a variable of the C library, which no thread of this program changes.
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#endif

/// This program once more, as a process of its own that works for this one.
///
/// Its standard input is a pipe that ends when this process wants it to end, or is gone itself, however it ended: `ParentWatch` waits for
/// that. What it prints goes nowhere; what it says on standard error is kept. It stays in this process's group, so that what a terminal
/// does to one, as Ctrl-Z, it does to both.
///
/// Foundation's `Process` would put it into a group of its own, and start a run loop.
final class ChildProcess {
  /// How it ended.
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  private let id: pid_t
  /// Where it writes errors to; what is readable there, or at its end, is news.
  let errorDescriptor: Int32
  private var inputDescriptor: Int32
  private var errorBytes: [UInt8] = []

  /// So much of what it says is kept: the beginning.
  private static let mostErrors = 1 << 16

  /// Starts the program with these arguments. Throws `FileError` if the system grants no process.
  init(_ arguments: [String]) throws {
    let (input, errors) = (try Self.pipe(), try Self.pipe())
    defer { for descriptor in [input.read, errors.write] { close(descriptor) } }
    do {
      id = try Self.start(arguments, input: input.read, errors: errors.write)
    } catch {
      for descriptor in [input.write, errors.read] { close(descriptor) }
      throw error
    }
    (inputDescriptor, errorDescriptor) = (input.write, errors.read)
  }

  deinit {
    askToEnd()
    close(errorDescriptor)
  }

  /// Asks it to end in order: its standard input ends.
  func askToEnd() {
    guard inputDescriptor >= 0 else { return }
    close(inputDescriptor)
    inputDescriptor = -1
  }

  /// Takes in what it has said since, waiting for something; false once it says no more, for it has ended.
  func readErrors() -> Bool {
    var piece = [UInt8](repeating: 0, count: 4096)
    let count = read(errorDescriptor, &piece, piece.count)
    if count > 0 { errorBytes += piece[..<min(count, max(0, Self.mostErrors - errorBytes.count))] }
    return count > 0 || count < 0 && errno == EINTR
  }

  /// What it has said on standard error.
  var errors: String { String(decoding: errorBytes, as: UTF8.self) }

  /// Waits for its end; to be called once.
  func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    // What the C library's macros tell.
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }

  /// The two ends of a pipe that no other child gets.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else { throw FileError(path: "a pipe", doing: "cannot be made") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func start(_ arguments: [String], input: Int32, errors: Int32) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    // The system's list of words ends in none.
    let words = ([CommandLine.arguments[0]] + arguments + [nil]).map { $0.flatMap { strdup($0) } }
    defer { for word in words { free(word) } }
    var id = pid_t()
    #if canImport(Darwin)
      let code = posix_spawn(&id, executable, &actions, nil, words, _NSGetEnviron().pointee)
    #else
      let code = posix_spawn(&id, executable, &actions, nil, words, environ)
    #endif
    guard code == 0 else { throw FileError(path: executable, doing: "cannot be started", code: code) }
    return id
  }

  #if canImport(Darwin)
    private static let executable = {
      var (size, path) = (UInt32(PATH_MAX), [CChar](repeating: 0, count: Int(PATH_MAX)))
      guard _NSGetExecutablePath(&path, &size) == 0 else { return CommandLine.arguments[0] }
      return String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()
  #else
    /// This program, even if another stands under its name by now.
    private static let executable = "/proc/self/exe"
  #endif
}

// Inside the class the method of the same name hides the system's.
private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
