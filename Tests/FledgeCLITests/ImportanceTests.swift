import Fledge
import FledgeFiles
import TestSupport
import Testing

/// `fledge evaluate --importance`.
@Suite struct ImportanceTests {
  let scratch = TemporaryDirectory()

  private func model(_ target: String, _ more: String) throws -> (table: String, model: String) {
    let lines = (0..<240).map { row in
      let kind = ["a", "b", "c"][row % 3]
      let x = Double(row * 37 % 101)
      return "\(x),\(kind),\(row * 53 % 7),\(x > 50 ? "big" : "small"),\(row % 3 * 10)"
    }
    let text = (["x,kind,noise,size,value"] + lines).joined(separator: "\n") + "\n"
    let table = scratch.file("t.csv", Array(text.utf8))
    let run = try fledge(
      ["train", table, "--target", target, "--quiet", "--save", scratch("m"), "--epochs", "60"]
        + more.split(separator: " ").map(String.init))
    #expect(run.status == 0, "\(run.errors)")
    return (table, scratch("m"))
  }

  @Test("by the table's columns, whose inputs are shuffled together")
  func columns() throws {
    let (table, model) = try model("value", "--ignore size --task regression")
    let arguments = ["evaluate", model, table, "--importance", "--repeats", "3"]
    let object = try #require(JSONValue.lines(fledge(arguments + ["--json"]).output).first)
    #expect(
      object.keys.suffix(4) == ["figure", "value", "repeats", "columns"].map { "importance.\($0)" })
    #expect(object["importance.repeats"] == 3 && object["importance.figure"] == "rmse")
    guard case .array(let columns)? = object["importance.columns"] else { return #expect(Bool(false)) }
    #expect(
      columns.count == 3 && columns[0]["column"] == "kind" && columns[0].keys == ["column", "mean", "sd"])
    // sd(v − v′) of 0, 10 and 20 is 11.5.
    let mean = try #require(columns[0]["mean"]?.double)
    #expect(abs(mean - 11) < 2.5, "\(mean)")
    let people = try fledge(arguments)
    #expect(
      people.output.contains(
        "; added when a column is shuffled, mean and standard deviation of 3 shuffles:\nkind"))
    #expect(
      try fledge(arguments + ["--json", "--seed", "0"]).output == fledge(arguments + ["--json"]).output)
    #expect(
      try fledge(arguments + ["--json", "--seed", "1"]).output != fledge(arguments + ["--json"]).output)
  }

  @Test("classes, and rows of numbers by their places")
  func classes() throws {
    let (table, model) = try model("size", "--ignore value")
    let object = try #require(
      JSONValue.lines(fledge(["evaluate", model, table, "--importance", "--json"]).output).first)
    guard case .array(let columns)? = object["importance.columns"] else { return #expect(Bool(false)) }
    #expect(columns[0]["column"] == "x" && object["importance.figure"] == "accuracy")
    #expect(try #require(columns[0]["mean"]?.double) > 0.3)
    let x = Tensor((0..<100).map { [Float($0 % 7), Float($0 % 2)] })
    try NPY.write(x, to: scratch("x.npy"))
    try NPY.write(x[.all, 1].converted(to: .int64), to: scratch("y.npy"))
    let (arrays, saved) = ([scratch("x.npy"), scratch("y.npy")], scratch("n"))
    #expect(try fledge(["train"] + arrays + ["--quiet", "--epochs", "30", "--save", saved]).status == 0)
    let run = try fledge(["evaluate", saved] + arrays + ["--importance"])
    #expect(run.output.contains(" shuffles:\n2 "), "\(run.output) \(run.errors)")
  }

  @Test("pictures have no columns, and a number of shuffles needs shuffles")
  func refused() throws {
    let data = SmallData()
    #expect(
      try fledge(["train", "--data", data.path, "--hidden", "8", "--quiet", "--save", scratch("p")]).status
        == 0)
    let pictures = try fledge(["evaluate", scratch("p"), "--data", data.path, "--importance"])
    #expect(pictures.status == 64 && pictures.errors.contains("not with pictures"), "\(pictures.errors)")
    let alone = try fledge(["evaluate", scratch("p"), "--data", data.path, "--repeats", "3"])
    #expect(alone.status == 64 && alone.errors.contains("go with --importance"))
  }
}
