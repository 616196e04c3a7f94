import FledgeBasics
import Synchronization

/// The signals that end a command: Ctrl-C, the SIGTERM of `kill` and of a system that shuts down, and the SIGHUP of a terminal
/// that is closed, unless the command was started so that it outlives it (`nohup`).
enum Signals {
  private static let ending = [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP])
  private static let number = Atomic<Int32>(0)
  private static let asksFirst = Atomic<Bool>(false)
  private static let leavesTerminal = Atomic<Bool>(false)

  /// The signal that asked for an orderly end since `askFirst()`; `nil` if there was none.
  static var received: Int32? {
    let number = number.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// The exit status of a command that a signal ended: 128 and its number, 130 for Ctrl-C, as in a shell.
  static func exitStatus(of signal: Int32) -> Int32 { 128 + signal }

  /// Whether the command was started with the signal switched off.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #elseif canImport(Musl)
      let handler = action.__sa_handler.sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    // Safe: both are addresses, compared and never called.
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// From now on a closed pipe and a file that grows too large are errors of a write and no signals.
  static func leaveWriteErrorsToWrites() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
  }

  /// The signals arrive, even if the thread that started the command had blocked them, as those of Dispatch
  /// do.
  static func unblock() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in ending { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// From now on a signal ends the command at once: there is nothing to be saved.
  static func endAtOnce() {
    for number in ending where !isLeft(number) { signal(number) { _exit(Signals.exitStatus(of: $0)) } }
  }

  /// From now on the first signal only asks for an orderly end; the second ends the command at once. Called again it does nothing more.
  static func askFirst() {
    guard !asksFirst.exchange(true, ordering: .relaxed) else { return }
    for number in ending where !isLeft(number) {
      signal(number) {
        Signals.number.store($0, ordering: .relaxed)
        Signals.endAtOnce()
      }
    }
  }

  /// Ends the command as a signal would: in order where it is asked first, else at once. Called again it does nothing more.
  static func end(as signal: Int32) {
    guard asksFirst.load(ordering: .relaxed) else { _exit(exitStatus(of: signal)) }
    _ = number.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
  }

  /// From now on what a terminal sends to all its processes is passed over: the process that started this one answers it.
  static func leaveTerminalToParent() {
    leavesTerminal.store(true, ordering: .relaxed)
    for number in ending where isLeft(number) { signal(number, SIG_IGN) }
  }

  private static func isLeft(_ number: Int32) -> Bool {
    number != SIGTERM && leavesTerminal.load(ordering: .relaxed)
  }
}
