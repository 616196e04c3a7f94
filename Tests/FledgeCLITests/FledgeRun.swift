import Foundation
import TestSupport

/// One run of the built command, from outside.
struct FledgeRun {
  let status: Int32
  let output: String
  let errors: String

  /// Lines of standard output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// The built command, which stands beside the test bundle.
enum FledgeExecutable {
  private final class Marker {}

  static let url: URL = {
    let places =
      [Bundle(for: Marker.self).bundleURL, Bundle.main.bundleURL] + Bundle.allBundles.map(\.bundleURL)
    for place in places {
      var directory = place
      for _ in 0..<5 {
        let candidate = directory.appendingPathComponent("fledge")
        var isDirectory: ObjCBool = true
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory),
          !isDirectory.boolValue
        {
          return candidate
        }
        directory.deleteLastPathComponent()
      }
    }
    fatalError("no executable fledge near \(places.map(\.path))")
  }()
}

/// The command while it runs. Its output goes to files, so that it never waits for a reader.
final class RunningFledge {
  let process = Process()
  private let scratch = TemporaryDirectory()

  /// Starts the command; `input` stands on its standard input, which is empty without it.
  ///
  /// `shell` runs the command from a line of the shell, which finds the executable in `$FLEDGE` and the arguments in
  /// `"$@"`.
  init(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], shell: String? = nil,
    output: Any? = nil, standardInput: Any? = nil
  ) throws {
    process.executableURL = shell == nil ? FledgeExecutable.url : URL(fileURLWithPath: "/bin/sh")
    process.arguments = shell.map { ["-c", $0, "fledge"] + arguments } ?? arguments
    var variables = ProcessInfo.processInfo.environment
    variables["FLEDGE"] = FledgeExecutable.url.path
    // Nothing of the user's is read, and a crash says so at once.
    variables["FLEDGE_DATA"] = scratch.path
    variables["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = variables.merging(environment) { $1 }
    process.standardInput =
      try standardInput
      ?? FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.file("in", Array((input ?? "").utf8))))
    process.standardOutput =
      try output ?? FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("out", [])))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("err", [])))
    try process.run()
  }

  /// What it has printed so far.
  var output: String { String(decoding: scratch.bytes("out"), as: UTF8.self) }

  /// Waits until the output so far satisfies `condition`; false if the process ends first, or in a minute.
  func waitForOutput(_ condition: (String) -> Bool) -> Bool {
    for _ in 0..<6000 {
      if condition(output) { return true }
      guard process.isRunning else { return condition(output) }
      usleep(10_000)
    }
    return false
  }

  /// Waits for its end. A process that hangs is ended after `patience` seconds, with a status that no test expects.
  func finish(patience: Int = 60) -> FledgeRun {
    for _ in 0..<patience * 100 where process.isRunning { usleep(10_000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    // A process that a signal ended has no exit status; -n stands for signal n.
    let status =
      process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    return FledgeRun(
      status: status, output: output, errors: String(decoding: scratch.bytes("err"), as: UTF8.self))
  }
}

/// Runs the command to its end.
func fledge(
  _ arguments: [String], input: String? = nil, environment: [String: String] = [:], shell: String? = nil,
  patience: Int = 60
) throws -> FledgeRun {
  try RunningFledge(arguments, input: input, environment: environment, shell: shell).finish(
    patience: patience)
}
