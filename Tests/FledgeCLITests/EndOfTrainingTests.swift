import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// What is said at the end of a training, and of one that was at its end before.
@Suite struct EndOfTrainingTests {
  let scratch = TemporaryDirectory()

  private func birds() -> String {
    let rows = (0..<120).map { row in
      "\((row % 3 == 0 ? 4 : 6) + Double(row * 7919 % 100) / 50),\(row % 3 == 0 ? "gull" : "tern")"
    }
    return scratch.file("birds.csv", Array((["size,species"] + rows).joined(separator: "\n").utf8))
  }

  @Test("the epoch that was kept is said, the one of the lowest validation loss")
  func kept() throws {
    let options = ["train", birds(), "--target", "species", "--hidden", "8", "--epochs", "40"]
    let lines = try JSONValue.lines(fledge(options + ["--json"]).output)
    let losses = try lines.map { try #require($0["validation_loss"]?.double) }
    let best = try #require(losses.firstIndex(of: losses.min()!))
    let last = try #require(lines.last)
    #expect(last["kept_epoch"] == .integer(best + 1) && last.keys.suffix(2) == ["kept_epoch", "result"])
    let run = try fledge(options)
    #expect(
      run.output.contains("\nkept: epoch \(best + 1), of the lowest validation loss, 0."), "\(run.output)")
    // Nothing is chosen without a part to choose by.
    let plain = try fledge(options + ["--validation", "0"])
    #expect(plain.status == 0 && !plain.output.contains("kept: "))
  }

  @Test("of pictures that are chosen by a validation, too")
  func keptPictures() throws {
    let data = SmallData()
    let lines = try JSONValue.lines(
      fledge([
        "train", "--data", data.path, "--hidden", "8", "--epochs", "5", "--validation", "0.3",
        "--early-stopping", "5", "--json",
      ]).output)
    #expect(lines.count == 5 && lines.filter { $0["kept_epoch"] != nil }.count == 1)
    #expect(lines[4].keys.suffix(3) == ["kept_epoch", "test_loss", "test_error"])
  }

  @Test("a training that is at its end says so, shows its result, and no table and no rate")
  func done() throws {
    let checkpoint = scratch("c.safetensors")
    let first = try fledge([
      "train", birds(), "--target", "species", "--hidden", "8", "--epochs", "6", "--schedule", "constant",
      "--checkpoint", checkpoint,
    ])
    #expect(first.status == 0 && first.output.contains(" examples per second"), "\(first.errors)")
    let again = try fledge(["train", "--resume", checkpoint])
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      again.lines.contains("\(checkpoint): 6 of 6 epochs are done; --epochs 12 goes on"), "\(again.output)")
    #expect(again.output.contains("\nkept: epoch ") && again.output.contains("\nvalidation error "))
    #expect(!again.output.contains("examples per second") && !again.output.contains("      epoch"))
    let fewer = try fledge(["train", "--resume", checkpoint, "--epochs", "3"])
    #expect(fewer.output.contains("6 epochs are done, and --epochs says 3 in all; --epochs 12 goes on"))
    let more = try fledge(["train", "--resume", checkpoint, "--epochs", "12"])
    #expect(more.output.contains("goes on from \(checkpoint) in epoch 7, after step "))
    #expect(more.output.contains("\n\n      epoch") && more.output.contains(" examples per second"))
  }

  @Test("one that was stopped early says so, and does not go on in an epoch that never comes")
  func stoppedEarly() throws {
    let checkpoint = scratch("c.safetensors")
    let first = try fledge([
      "train", birds(), "--target", "species", "--preset", "plain", "--early-stopping", "1",
      "--learning-rate", "0.1", "--checkpoint", checkpoint,
    ])
    let best = try #require(
      first.lines.first { $0.hasPrefix("stopped early: ") }?.split(separator: " ").last.flatMap { Int($0) })
    let again = try fledge(["train", "--resume", checkpoint])
    #expect(again.lines.contains("\(checkpoint): stopped early, after \(best + 1) of 500 epochs"))
    #expect(again.output.contains("\nkept: epoch \(best), of") && !again.output.contains("goes on from"))
  }

  @Test("a folder without a test part is measured whole: no figure is called one of a test")
  func evaluatedFolder() throws {
    for part in ["", "test/", "train/"] {
      for (name, grey) in [("bright", 200), ("dark", 20)] {
        let directory = scratch((part.isEmpty ? "flat/" : "parts/\(part)") + name)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for number in 0..<9 {
          let samples = (0..<64).map { UInt8(grey + ($0 * 7 + number) % 50) }
          try PNG.write(
            Picture(size: PictureSize(rows: 8, columns: 8, channels: .grey), samples: samples),
            to: "\(directory)/\(number).png")
        }
      }
    }
    let (flat, parts, model) = (scratch("flat"), scratch("parts"), scratch("m"))
    #expect(try fledge(["train", flat, "--epochs", "3", "--quiet", "--save", model]).status == 0)
    let whole = try fledge(["evaluate", model, flat])
    #expect(whole.lines[0].hasPrefix("\(flat): loss ") && whole.lines[0].hasSuffix(" of 18 pictures"))
    #expect(!whole.output.contains("test "), "\(whole.output)")
    let test = try fledge(["evaluate", model, parts])
    #expect(test.lines[0].hasPrefix("\(parts): test loss ") && test.lines[0].contains(", test error "))
    let keys = try #require(JSONValue.lines(fledge(["evaluate", model, flat, "--json"]).output).first).keys
    #expect(keys.suffix(2) == ["test_loss", "test_error"])
  }

  @Test("a run's settings name the preset that they come from; states are explained; streams have no areas")
  func runs() throws {
    _ = birds()
    let made = try fledge(
      ["train", "birds.csv", "--target", "species", "--epochs", "2", "--optimizer", "sgd", "--run", "a"],
      shell: "cd '\(scratch.path)' && exec \"$FLEDGE\" \"$@\"")
    #expect(made.status == 0, "\(made.errors)")
    let toml = String(decoding: scratch.bytes("runs/a/run.toml"), as: UTF8.self).split(separator: "\n")
    for (key, source) in [
      ("hidden", "preset tabular"), ("schedule", "preset tabular"), ("validation", "preset tabular"),
      ("learning-rate", "default"), ("seed", "default"), ("optimizer", "flag"),
    ] {
      #expect(toml.contains { $0.hasPrefix("\(key) = ") && $0.hasSuffix("  # \(source)") }, "\(key): \(toml)")
    }
    let help = try fledge(["help", "runs", "list"]).output.split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    #expect(help.contains("or lost, where its process is gone without a word"))
    let streamed = try fledge(["train", birds(), "--target", "species", "--epochs", "2", "--stream"])
    #expect(
      streamed.output.contains(
        "\nno areas: they need a score of each example, and of streamed ones none are kept\n"),
      "\(streamed.output)")
  }
}
