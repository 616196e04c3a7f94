import Fledge
import FledgeFiles
import TestSupport
import Testing

/// `fledge predict` on files of arrays.
@Suite struct PredictArrayTests {
  let scratch = TemporaryDirectory()

  @Test("NPY, NPZ and safetensors files give what rows on standard input give")
  func kinds() throws {
    let numbers = (0..<120).map { (row: Int) -> [Float] in
      [Float(row % 7) / 4, Float(row % 2), Float(row % 5)]
    }
    let x = Tensor(numbers)
    let y = x[.all, 1].converted(to: .int64)
    try NPY.write(x, to: scratch("x.npy"))
    try NPY.write(y, to: scratch("y.npy"))
    let model = scratch("m")
    let run = try fledge(["train", scratch("x.npy"), scratch("y.npy"), "--quiet", "--save", model])
    #expect(run.status == 0, "\(run.errors)")
    try NPZ.write(["x": x], to: scratch("one.npz"))
    try NPZ.write(["x": x, "y": y], to: scratch("two.npz"))
    let lines = numbers.map { row in row.map { "\($0)" }.joined(separator: ",") }
    let rows = lines.joined(separator: "\n") + "\n"
    let expected = try JSONValue.lines(fledge(["predict", model, "-", "--json"], input: rows).output)
    #expect(expected.count == 120)
    for words in [["x.npy"], ["one.npz"], ["two.npz", "--input", "x"]] {
      let found = try fledge(["predict", model, scratch(words[0]), "--json"] + words.dropFirst())
      #expect(found.status == 0, "\(found.errors)")
      let objects = try JSONValue.lines(found.output)
      #expect(objects.map { $0["class"] } == expected.map { $0["class"] }, "\(words)")
      #expect(objects.last?["number"] == 120)
    }
    let columns = try fledge(["predict", model, scratch("x.npy"), "--format", "csv"])
    #expect(columns.lines[0] == "source,number,prediction,probability_0,probability_1")
  }

  @Test("arrays that are not there, or of another size")
  func refused() throws {
    let x = Tensor.zeros([10, 3]) + Tensor.range(10).expanded(axis: 1) / 10
    try NPY.write(x, to: scratch("x.npy"))
    try NPY.write(Tensor([0, 1, 0, 1, 0, 1, 0, 1, 0, 1] as [Int64]), to: scratch("y.npy"))
    let model = scratch("m")
    #expect(
      try fledge(["train", scratch("x.npy"), scratch("y.npy"), "--epochs", "1", "--quiet", "--save", model])
        .status == 0)
    try NPZ.write(["x": x, "y": x], to: scratch("two.npz"))
    try NPY.write(.zeros([10, 4]), to: scratch("wide.npy"))
    for (words, part) in [
      (["two.npz"], "one array, or the name of the one to take (--input), found 2: x, y"),
      (["two.npz", "--input", "z"], "one of the arrays x, y"),
      (["wide.npy"], "expected rows of 3 numbers each"), (["gone.npy"], "gone.npy: no such file"),
    ] as [([String], String)] {
      let run = try fledge(["predict", model, scratch(words[0])] + words.dropFirst())
      #expect(run.status == 1 && run.errors.contains(part), "\(words): \(run.errors)")
    }
  }
}
