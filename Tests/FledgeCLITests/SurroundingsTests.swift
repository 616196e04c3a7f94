import Fledge
import FledgeFiles
import Foundation
import TestSupport
import Testing

/// What goes on around the command: closed descriptors, pipes and devices in the place of files, a sudden end.
@Suite struct SurroundingsTests {
  let data = SmallData()
  let scratch = TemporaryDirectory()

  private func train(_ text: String, _ more: [String] = []) -> [String] {
    ["train", "--data", data.path] + text.split(separator: " ").map(String.init) + more
  }

  /// The number of a closed descriptor is given to the next file that is opened: what is printed must not go there.
  @Test func closedDescriptors() throws {
    let model = scratch("model.safetensors")
    let arguments = train("--hidden 8 --epochs 1 --save", [model])
    let output = try fledge(arguments, shell: "exec \"$FLEDGE\" \"$@\" >&-")
    #expect(output.status == 1)
    #expect(output.errors == "Error: standard output: cannot be written: Bad file descriptor\n")
    #expect(scratch.names.isEmpty)
    for closed in ["2>&-", "<&-", "<&- 2>&-"] {
      let run = try fledge(arguments, shell: "exec \"$FLEDGE\" \"$@\" \(closed)")
      #expect(run.status == 0)
      #expect(run.lines.last == "model saved to \(model)")
      #expect(try SavedModel(from: model).network.sizes == [16, 8, 10])
    }
    let input = try fledge(["predict", model, "-"], shell: "exec \"$FLEDGE\" \"$@\" <&-")
    #expect(input.status == 1)
    #expect(input.errors.contains("expected rows of 16 numbers, found nothing"), "\(input.errors)")
  }

  /// A save that is killed leaves a file behind; the next one into the directory removes it.
  @Test func aKilledSave() throws {
    let model = scratch("large.safetensors")
    let running = try RunningFledge(train("--hidden 400000 --epochs 1 --batch-size 200 --save", [model]))
    var remains: [String] = []
    while running.process.isRunning {
      remains = scratch.names.filter { $0.hasPrefix(".fledge-") && !isEmpty(scratch($0)) }
      if !remains.isEmpty { break }
      usleep(500)
    }
    kill(running.process.processIdentifier, SIGKILL)
    running.process.waitUntilExit()
    #expect(remains.count == 1, "the save was quicker than the test")
    #expect(scratch.names == remains)
    let run = try fledge(train("--hidden 8 --epochs 1 --save", [scratch("small.safetensors")]))
    #expect(run.status == 0)
    #expect(scratch.names == ["small.safetensors"])
  }

  private func isEmpty(_ path: String) -> Bool {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    return (size ?? 0) == 0
  }

  /// A pipe that no program writes to is no data file, and nothing waits for it.
  @Test func pipesAndDevicesAsDataFiles() throws {
    let (images, sound) = (data.scratch.bytes(SmallData.names[0]), scratch("model.safetensors"))
    #expect(try fledge(train("--hidden 8 --epochs 1 --save", [sound])).status == 0)
    for name in SmallData.names {
      let bytes = data.scratch.bytes(name)
      data.scratch.remove(name)
      #expect(mkfifo(data.scratch(name), 0o600) == 0)
      let run = try fledge(train("--hidden none"))
      #expect(run.status == 1)
      #expect(
        run.errors == "Error: \(data.scratch(name)): expected a regular file, found a pipe or a device\n")
      data.scratch.file(name, bytes)
    }
    data.scratch.remove(SmallData.names[0])
    try FileManager.default.createDirectory(
      atPath: data.scratch(SmallData.names[0]), withIntermediateDirectories: true)
    let run = try fledge(train("--hidden none"))
    #expect(run.errors == "Error: \(data.scratch(SmallData.names[0])): is a directory\n")
    let model = scratch("pipe")
    #expect(mkfifo(model, 0o600) == 0)
    data.scratch.remove(SmallData.names[0])
    data.scratch.file(SmallData.names[0], images)
    for arguments in [
      ["evaluate", model], ["predict", model, "-"], ["predict", sound, model], train("--initial", [model]),
    ] {
      let run = try fledge(arguments)
      #expect(run.status == 1)
      #expect(run.errors == "Error: \(model): expected a regular file, found a pipe or a device\n")
    }
  }

  @Test func pipesAsTables() throws {
    let pipe = scratch("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let rows = (0..<40).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
    let table = scratch.file("table.csv", Array(("x,y\n" + rows).utf8))
    for arguments in [["data", "describe", pipe], ["train", table, "--target", "y", "--test", pipe]] {
      let run = try fledge(arguments, patience: 10)
      #expect(run.status == 1)
      #expect(
        run.errors.contains("\(pipe): expected a regular file, found a pipe or a device"), "\(run.errors)")
    }
  }

  /// A pipe that is open already is read to its end.
  @Test func picturesFromStandardInput() throws {
    let model = scratch("model.safetensors")
    #expect(try fledge(train("--hidden 8 --epochs 1 --save", [model])).status == 0)
    let pictures = data.scratch(SmallData.names[2])
    let run = try fledge(
      ["predict", model, "/dev/stdin"], shell: "cat \"\(pictures)\" | \"$FLEDGE\" \"$@\"")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count == 100)
  }

  /// The same where a data set is fetched into: a signal would not end an open file that waits.
  @Test func aPipeWhereAFileIsFetched() throws {
    let name = scratch("train-images-idx3-ubyte.gz")
    #expect(mkfifo(name, 0o600) == 0)
    let run = try fledge(
      ["data", "fetch", "mnist", "--from", "http://127.0.0.1:1/", "--into", scratch.path],
      environment: ["XDG_CACHE_HOME": scratch("cache")], patience: 10)
    #expect(run.status == 1)
    #expect(run.errors == "Error: \(name): expected a regular file, found a pipe or a device\n")
  }
}
