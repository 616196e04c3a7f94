import Fledge
import FledgeFiles
import Foundation
import Testing

/// Training that cannot begin, goes wrong, or loses its reader: a clear error, and nothing lost.
@Suite struct TrainingFailureTests {
  let data = SmallData()
  let scratch = Scratch()

  private func arguments(_ text: String, _ more: [String] = []) -> [String] {
    ["train", "--data", data.path, "--hidden", "8"] + text.split(separator: " ").map(String.init) + more
  }

  @Test func aLossThatBecomesNaN() throws {
    let model = scratch.file("model.safetensors", [1, 2, 3])
    for format in ["--json", "--quiet", "--evaluate-train"] {
      let run = try fledge(arguments("--epochs 9 --learning-rate 1e30 \(format) --save", [model]))
      #expect(run.status == 1)
      #expect(
        run.errors.contains("the loss became NaN at step ") && run.errors.contains("a smaller learning rate"),
        "\(run.errors)")
      if format == "--json" { #expect(try JSONValue.lines(run.output).allSatisfy { $0["epoch"] != nil }) }
      #expect(scratch.bytes("model.safetensors") == [1, 2, 3])
      #expect(scratch.names == ["model.safetensors"])
    }
  }

  /// The last step of all spoils the weights: no later loss shows it, but they are not saved.
  @Test func weightsThatTheLastStepSpoils() throws {
    let model = scratch.file("model.safetensors", [1, 2, 3])
    let run = try fledge(
      arguments("--epochs 1 --batch-size 200 --learning-rate 1e300 --dtype float32 --save", [model]))
    #expect(run.status == 1)
    #expect(run.errors.contains("at step 1 (epoch 1)"), "\(run.errors)")
    #expect(scratch.bytes("model.safetensors") == [1, 2, 3])
  }

  @Test func aSavePathThatCannotBeWritten() throws {
    scratch.file("file", [])
    let paths = [
      (scratch("nowhere/model"), "there is no directory"), (scratch.path, "is a directory"),
      (scratch("file/model"), "not a directory"), ("", "expected a file name"),
      (scratch(String(repeating: "x", count: 300)), "too long"),
    ]
    for (path, problem) in paths {
      let run = try fledge(arguments("--save", [path]))
      #expect(run.status == 1)
      #expect(run.output.isEmpty, "refused before the training starts")
      #expect(run.errors.contains(problem), "\(run.errors)")
    }
    #expect(scratch.names == ["file"])
  }

  @Test func aDiskThatFillsWhileSaving() throws {
    let model = scratch.file("model.safetensors", [1, 2, 3])
    // The limit is one block, 512 or 1024 bytes; what it prints is shorter, and the model longer.
    let run = try fledge(
      arguments("--hidden 64 --epochs 1 --quiet --save", [model]),
      shell: "ulimit -f 1 && exec \"$FLEDGE\" \"$@\"")
    #expect(run.status == 1)
    #expect(run.errors.contains("model.safetensors: cannot be written: "), "\(run.errors)")
    #expect(scratch.bytes("model.safetensors") == [1, 2, 3])
    #expect(scratch.names == ["model.safetensors"])
  }

  @Test func aReaderThatGoesAway() throws {
    let model = scratch("model.safetensors")
    let pipe = Pipe()
    let running = try RunningFledge(arguments("--epochs 100000 --save", [model]), output: pipe)
    try? pipe.fileHandleForWriting.close()
    #expect(try pipe.fileHandleForReading.read(upToCount: 1)?.count == 1)
    try pipe.fileHandleForReading.close()
    let run = running.finish()
    #expect(run.status == 141)
    #expect(run.errors.isEmpty)
    #expect(try NetworkDescription.loadNetwork(from: model).description.sizes == [16, 8, 10])
  }

  #if os(Linux)
    @Test func anOutputThatCannotBeWritten() throws {
      let model = scratch.file("model.safetensors", [1, 2, 3])
      for command in [arguments("--epochs 2 --save", [model]), arguments("--json --epochs 2"), ["--version"]]
      {
        let run = try fledge(command, shell: "exec \"$FLEDGE\" \"$@\" > /dev/full")
        #expect(run.status == 1)
        #expect(run.errors == "Error: standard output: cannot be written: the disk is full\n")
      }
      #expect(scratch.bytes("model.safetensors") == [1, 2, 3], "nothing was trained")
    }
  #endif

  @Test func initialWeightsThatDoNotFit() throws {
    let model = scratch("model.safetensors")
    #expect(try fledge(arguments("--epochs 1 --quiet --save", [model])).status == 0)
    let cases: [(options: String, says: [String])] = [
      ("--hidden 9", ["3 tensors", "\"layers.0.weight\": expected shape [16, 9], found shape [16, 8]"]),
      ("--hidden 8,8", ["\"layers.2.weight\": expected shape [8, 10], found no such tensor"]),
      ("--hidden none", ["\"layers.1.weight\": expected no such tensor"]),
      ("--no-bias", ["2 tensors", "\"layers.1.bias\"", "\"layers.0.bias\""]),
    ]
    for (options, says) in cases {
      let run = try fledge(arguments("--initial", [model]) + options.split(separator: " ").map(String.init))
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      for fragment in says { #expect(run.errors.contains(fragment), "\(run.errors)") }
      #expect(run.errors.contains("model.safetensors"))
    }
  }
}
