import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C: the first asks for an orderly end, a second one ends the program at once.
enum Interrupt {
  /// The exit status of a program ended by Ctrl-C: 128 + SIGINT.
  static let exitStatus: Int32 = 130

  private static let flag = Atomic<Bool>(false)

  /// Whether Ctrl-C was pressed since `watch()`.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// From now on, Ctrl-C only sets a flag.
  static func watch() {
    signal(SIGINT) { _ in
      Interrupt.flag.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }
}
