import FledgeBasics
import FledgeFiles

/// Where data that the user did not place is kept.
package enum DataDirectory {
  /// The directory of a data set: in `$FLEDGE_DATA` if that is set, else among the caches.
  package static func data(
    _ name: String, environment: (String) -> String? = DataDirectory.environment
  ) -> String {
    if let directory = environment("FLEDGE_DATA"), !directory.isEmpty { return joined(directory, name) }
    return joined(caches(environment: environment), name)
  }

  /// The directory of everything that could be fetched again.
  package static func caches(environment: (String) -> String? = DataDirectory.environment) -> String {
    // The rule of the XDG base directories: a relative path there is to be ignored.
    if let directory = environment("XDG_CACHE_HOME"), directory.first == "/" {
      return joined(directory, "fledge")
    }
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 } ?? accountHome
    #if canImport(Darwin)
      return joined(home, "Library/Caches/fledge")
    #else
      return joined(home, ".cache/fledge")
    #endif
  }

  /// A variable of the process's environment.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Throws `FileError` if a variable that places the directories is not UTF-8: the directory would be another one.
  package static func checkEnvironment() throws {
    for name in ["FLEDGE_DATA", "XDG_CACHE_HOME", "HOME"] {
      guard let value = getenv(name), String(validatingCString: value) == nil else { continue }
      throw FileError(path: "$\(name)", expected: "the name of a directory in UTF-8", found: "other bytes")
    }
  }

  private static func joined(_ directory: String, _ name: String) -> String {
    directory.last == "/" ? directory + name : directory + "/" + name
  }

  private static var accountHome: String {
    guard let account = getpwuid(getuid()), let home = account.pointee.pw_dir else { return "." }
    return String(cString: home)
  }
}
