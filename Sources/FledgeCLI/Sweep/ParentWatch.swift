import FledgeBasics

/// Ends this process in order when the one that started it asks for that, or is gone: standard input, a pipe of that process, ends then.
enum ParentWatch {
  /// Begins to wait for it. What the terminal sends to both processes is the other one's to answer.
  static func begin() {
    Signals.leaveTerminalToParent()
    // The thread lives as long as the process. Where the system grants none, the process works on to its end.
    _ = BackgroundThread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count == 0 || count < 0 && errno != EINTR { break }
      }
      Signals.end(as: SIGTERM)
    }
  }
}
