import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// `fledge train --run`, `--config`, `--resume RUN` and `fledge runs`, each in a folder of its own.
@Suite struct RunCommandTests {
  let scratch = TemporaryDirectory()

  private func fledgeHere(_ arguments: String, _ more: [String] = []) throws -> FledgeRun {
    try fledge(
      arguments.split(separator: " ").map(String.init) + more,
      shell: "cd '\(scratch.path)' && exec \"$FLEDGE\" \"$@\"")
  }

  /// Rows of two species that size and island tell apart.
  private func birds() throws {
    var lines = ["size,island,species"]
    for row in 0..<120 {
      let isGull = row % 3 == 0
      let size = (isGull ? 4 : 6) + Double(row * 7919 % 100) / 100
      lines.append("\(size),\(row % 2 == 0 ? "north" : "south"),\(isGull ? "gull" : "tern")")
    }
    try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: scratch("birds.csv"))
  }

  private func events(_ run: String) throws -> [JSONValue] {
    try JSONValue.lines(String(decoding: scratch.bytes("runs/\(run)/events.jsonl"), as: UTF8.self))
  }

  private static let options = "train birds.csv --target species --hidden 6 --batch-size 16 --seed 2"

  @Test("a run keeps settings, log, checkpoints and model; the next has the next number")
  func kept() throws {
    try birds()
    let run = try fledgeHere(Self.options + " --epochs 30 --run")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("kept in runs/birds-1: --resume runs/birds-1 goes on"))
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch("runs/birds-1")).sorted()
    #expect(
      names == [
        "best.safetensors", "checkpoints", "environment.json", "events.jsonl", "run.toml", "schema.json",
      ])
    let log = try events("birds-1")
    #expect(
      log.first?["event"] == "start" && log.last?["event"] == "end" && log.last?["status"] == "finished")
    #expect(log.count { $0["event"] == "epoch" } == 30)
    #expect(log.count { $0["event"] == "layers" } == 30)
    let layers = try #require(log.last { $0["event"] == "layers" })
    guard case .array(let activations)? = layers["activations"] else {
      throw FileError(path: "", found: "none")
    }
    #expect(activations.count == 1 && activations[0]["dead"]?.double != nil)
    #expect(log.first { $0["event"] == "result" }?["part"] == "validation")

    let evaluated = try fledgeHere("evaluate runs/birds-1/best.safetensors birds.csv --json")
    #expect(try #require(JSONValue.lines(evaluated.output).first?["accuracy"]?.double) > 0.9)
    #expect(try fledgeHere(Self.options + " --epochs 1 --run").output.contains("kept in runs/birds-2"))
    #expect(try fledgeHere(Self.options + " --epochs 1 --run mine").output.contains("kept in runs/mine"))
    let taken = try fledgeHere(Self.options + " --epochs 1 --run mine")
    #expect(
      taken.status == 1
        && taken.errors.contains("runs/mine: expected a new name for a run, found one that is taken"))
  }

  @Test("the settings that a run wrote repeat it, and flags count more")
  func repeated() throws {
    try birds()
    #expect(try fledgeHere(Self.options + " --epochs 8 --no-shuffle --dtype float64 --run a").status == 0)
    let toml = String(decoding: scratch.bytes("runs/a/run.toml"), as: UTF8.self)
    for line in [
      "data = \"birds.csv\"", "target = \"species\"", "epochs = 8", "no-shuffle = true",
      "dtype = \"float64\"",
    ] {
      #expect(
        toml.split(separator: "\n").contains { $0.hasPrefix(line) && $0.hasSuffix("# flag") },
        "\(line)\n\(toml)")
    }
    for line in [
      "schedule = \"cosine-log\"", "learning-rate = ", "activation = \"selu\"", "validation = 0.2",
    ] {
      #expect(
        toml.split(separator: "\n").contains { $0.hasPrefix(line) && $0.hasSuffix("# preset tabular") },
        "\(line)\n\(toml)")
    }
    #expect(try fledgeHere("train --config runs/a/run.toml --run b").status == 0)
    #expect(scratch.bytes("runs/a/best.safetensors") == scratch.bytes("runs/b/best.safetensors"))
    let again = String(decoding: scratch.bytes("runs/b/run.toml"), as: UTF8.self)
    #expect(again.contains("epochs = 8") && again.contains("# runs/a/run.toml"))
    #expect(try fledgeHere("train --config runs/a/run.toml --epochs 9 --run c").status == 0)
    #expect(try events("c").count { $0["event"] == "epoch" } == 9)
    #expect(scratch.bytes("runs/c/best.safetensors") != scratch.bytes("runs/a/best.safetensors"))
    scratch.file(
      "d.toml", Array("data = \"birds.csv\"\ntarget = \"species\"\nepochs = 1\nhidden = [7, 5]\n".utf8))
    #expect(try fledgeHere("train --config d.toml --run d").status == 0)
    #expect(String(decoding: scratch.bytes("runs/d/run.toml"), as: UTF8.self).contains("hidden = \"7,5\""))
  }

  @Test("a file of options that says what cannot be")
  func wrongFiles() throws {
    try birds()
    let faults: [(String, String)] = [
      ("epochs = ", "c.toml: line 1, column 10: expected TOML"),
      (
        "learning_rate = 0.1",
        "c.toml: \"learning_rate\": expected the name of an option of 'fledge train', found another; did you mean \"learning-rate\"?"
      ),
      ("lr = 0.1", "did you mean \"learning-rate\"?"),
      (
        "epochs = true",
        "c.toml: \"epochs\": expected a text, a number, or a list of them, found true or false"
      ),
      ("no-bias = 1", "c.toml: \"no-bias\": expected true or false, found a number"),
      (
        "[optimizer]\nname = \"adam\"",
        "c.toml: \"optimizer\": expected a text, a number, or a list of them, found a table"
      ),
      ("epochs = -3", "c.toml: expected options of 'fledge train'"),
      ("epochs = 1979-05-27", "c.toml: expected options of 'fledge train', found \"The value '1979-05-27'"),
      ("epochs = inf", "c.toml: expected options of 'fledge train'"),
      ("target = \"\\u0000😀\"\nepochs = [[1]]", "c.toml: \"epochs\": expected a text, a number, or a list"),
      ("resume = \"x\"", "c.toml: \"resume\": expected the name of an option"),
      ("data = [1, 2]", "c.toml: \"data\": expected one path, or several"),
    ]
    for (text, message) in faults {
      scratch.file("c.toml", Array(text.utf8))
      let run = try fledgeHere("train birds.csv --target species --config c.toml")
      #expect(run.status == 1 && run.output.isEmpty, "\(text): \(run.errors)")
      #expect(run.errors.contains(message), "\(text): \(run.errors)")
    }
    #expect(try fledgeHere("train --config none.toml").errors == "Error: none.toml: no such file\n")
    let early = try fledgeHere("train --run birds.csv")
    #expect(early.status == 64 && early.errors.contains("no data are named: put them first, birds.csv --run"))
    let file = try fledgeHere("train birds.csv --run --checkpoint c.safetensors")
    #expect(file.status == 64 && file.errors.contains("leave --checkpoint out"))
  }

  @Test(
    "ended by a signal and resumed from its folder: the bits and the log of the run that was never stopped",
    arguments: [SIGTERM, SIGKILL])
  func resumed(_ signal: Int32) throws {
    try birds()
    let options = Self.options + " --layers"
    let layers = [
      "linear 12, relu, dropout 0.3, linear", "--epochs", "500", "--preset", "plain", "--early-stopping",
      "500",
    ]
    #expect(
      try fledgeHere(options.replacing(" --hidden 6", with: ""), layers + ["--run", "whole"]).status == 0)
    let words = options.replacing(" --hidden 6", with: "").split(separator: " ").map(String.init) + layers
    let running = try RunningFledge(
      words + ["--run", "parts", "--every", "7"], shell: "cd '\(scratch.path)' && exec \"$FLEDGE\" \"$@\"")
    for _ in 0..<3000 where scratch.size("runs/parts/events.jsonl") < 40_000 { usleep(10_000) }
    kill(running.process.processIdentifier, signal)
    let stopped = running.finish()
    #expect(stopped.status == (signal == SIGKILL ? -SIGKILL : 128 + signal), "\(stopped.errors)")
    let state = try fledgeHere("runs list --json")
    #expect(state.output.contains(signal == SIGKILL ? "\"lost\"" : "\"interrupted\""), "\(state.output)")
    let resumed = try fledgeHere("train --resume runs/parts --threads 1")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(scratch.bytes("runs/parts/best.safetensors") == scratch.bytes("runs/whole/best.safetensors"))
    let epochs = { (run: String) in
      try events(run).filter { $0["event"] == "epoch" }.map {
        "\($0["epoch"]!) \($0["train_loss"]!) \($0["validation_loss"]!)"
      }
    }
    #expect(try epochs("parts") == epochs("whole"))
    let steps = { (run: String) in
      try events(run).filter { $0["event"] == "step" }.map { "\($0["step"]!) \($0["loss"]!)" }
    }
    #expect(try steps("parts") == steps("whole"))

    try AtomicFile.write(scratch.bytes("birds.csv") + Array("5,north,gull\n".utf8), to: scratch("birds.csv"))
    let changed = try fledgeHere("train --resume runs/parts --epochs 500")
    #expect(
      changed.status == 1
        && changed.errors.contains("birds.csv: expected the content that the training began with"))
  }

  @Test("listed, shown, compared, removed")
  func looked() throws {
    try birds()
    let none = try fledgeHere("runs list")
    #expect(none.status == 1 && none.errors.contains("runs: no such folder: 'fledge train … --run' makes it"))
    #expect(try fledgeHere(Self.options + " --epochs 3 --run a").status == 0)
    #expect(try fledgeHere(Self.options + " --epochs 4 --learning-rate 0.01 --run b").status == 0)
    let list = try fledgeHere("runs list")
    #expect(list.lines.count == 3 && list.lines[0].hasPrefix("run  state     epochs  best epoch  figure"))
    #expect(list.lines[1].hasPrefix("a    finished  3 of 3"))
    let shown = try fledgeHere("runs show b")
    for text in [
      "b: finished, 4 of 4 epochs", "learning-rate    0.01", "train loss", "result: part validation",
    ] {
      #expect(shown.output.contains(text), "\(text)\n\(shown.output)")
    }
    let csv = try fledgeHere("runs show runs/b --csv")
    #expect(
      csv.lines.count == 5 && csv.lines[0].hasPrefix("epoch,step,train_loss,learning_rate,validation_loss"))
    let compared = try fledgeHere("runs compare a b")
    #expect(compared.output.contains("learning-rate") && compared.output.contains("epochs"))
    #expect(!compared.output.contains("seed"))
    let wrong = try fledgeHere("runs show c")
    #expect(wrong.status == 1 && wrong.errors.contains("runs/c: no such run"))
    #expect(try fledgeHere("runs show c --runs runs/").errors.contains("no such run; there is a, b"))
    #expect(try fledgeHere("runs compare a").status == 64)
    #expect(try fledgeHere("runs remove a b").lines == ["removed runs/a", "removed runs/b"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("runs")).isEmpty)
  }

  @Test("a run that fails says so")
  func failed() throws {
    try birds()
    let run = try fledgeHere(
      "train birds.csv --target size --loss mse --optimizer sgd --learning-rate 1e30 --epochs 50 --run bad")
    #expect(run.status == 1, "\(run.output)")
    let end = try #require(events("bad").last)
    #expect(end["status"] == "failed")
    #expect(try #require(end["problem"]?.string).contains("the loss became"))
    #expect(try fledgeHere("runs list").output.contains("failed"))
  }
}

extension TemporaryDirectory {
  /// The size of a file in bytes; 0 if there is none.
  fileprivate func size(_ name: String) -> Int {
    (try? FileReader(path: self(name), kind: .regular).size) ?? 0
  }
}
