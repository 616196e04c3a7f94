import Foundation
import TestSupport
import Testing

@Suite struct FetchTests {
  let scratch = TemporaryDirectory()

  private func fetch(_ arguments: [String]) throws -> FledgeRun {
    try fledge(["data", "fetch"] + arguments, environment: ["XDG_CACHE_HOME": scratch("cache")])
  }

  @Test func wrongArguments() throws {
    let cases: [(arguments: [String], says: String)] = [
      ([], "Missing expected argument '<name>'"), (["mnits"], "did you mean 'mnist'?"),
      (["mnist", "--from", "ftp://example.org/"], "http:// or https://"),
      (["mnist", "extra"], "Unexpected argument"),
    ]
    for (arguments, says) in cases {
      let run = try fetch(arguments)
      #expect(run.status == 64)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains(says), "\(run.errors)")
    }
    #expect(try fledge(["data", "ftech"]).errors.contains("unknown command 'ftech': did you mean 'fetch'?"))
  }

  /// No server listens at port 1.
  @Test func aMirrorThatDoesNotAnswer() throws {
    let run = try fetch(["mnist", "--from", "http://127.0.0.1:1/mnist", "--into", scratch("mnist")])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    for fragment in ["train-images-idx3-ubyte.gz: cannot be downloaded", "http://127.0.0.1:1/mnist/: "] {
      #expect(run.errors.contains(fragment), "\(run.errors)")
    }
    let data = try fledge(["train", "--data", scratch("mnist")])
    #expect(data.errors.contains("no train-images-idx3-ubyte"), "no partial file is left behind")
  }

  /// It need not answer for a signal to end the command.
  @Test(arguments: [SIGINT, SIGTERM]) func aServerThatKeepsSilent(_ signal: Int32) throws {
    let server = SilentServer()
    let running = try RunningFledge(
      ["data", "fetch", "mnist", "--from", server.url, "--into", scratch("mnist")],
      environment: ["XDG_CACHE_HOME": scratch("cache")])
    #expect(server.waitForConnection())
    usleep(300_000)
    let start = ContinuousClock.now
    kill(running.process.processIdentifier, signal)
    let run = running.finish(patience: 20)
    #expect(start.duration(to: .now) < .seconds(8))
    #expect(run.status == 128 + signal)
    #expect(run.output.isEmpty && run.errors.isEmpty)
  }

  @Test func aDirectoryThatCannotBe() throws {
    let file = scratch.file("file", [])
    let run = try fetch(["mnist", "--from", "http://127.0.0.1:1/", "--into", file])
    #expect(run.status == 1)
    #expect(run.errors.contains("\(file): expected a directory"), "\(run.errors)")
  }
}
