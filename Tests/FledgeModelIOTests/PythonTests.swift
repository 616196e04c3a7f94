import Fledge
import Foundation
import TestSupport
import Testing

@testable import FledgeModelIO

/// Round trips through the Python package `safetensors`, where the variable FLEDGE_PYTHON names a Python that has it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["FLEDGE_PYTHON"] != nil, "FLEDGE_PYTHON is not set"))
struct PythonTests {
  let directory = TemporaryDirectory()

  /// Runs a program that has the directory as its argument, and expects it to end well.
  func python(_ program: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.environment["FLEDGE_PYTHON"]!)
    process.arguments = ["-c", program, directory.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func pythonReadsOursAndWritesTheSameBytes() throws {
    let network = MultilayerPerceptron([4, 3, 2]).initialized(seed: 1)
    try network.save(to: directory.path + "/network", card: ModelCard(input: [2, 2]))
    try Safetensors.save(SafetensorsTensorTests.tensors, to: directory.path + "/tensors")
    try python(
      """
      import json, sys, numpy
      from safetensors import safe_open
      from safetensors.numpy import load_file, save_file
      tensors = load_file(sys.argv[1] + "/tensors")
      assert tensors["f32"].tolist() == [[1, -2.5, 0], [0, float("inf"), numpy.float32(1e-45)]]
      assert tensors["f64"].shape == (1, 1, 2) and tensors["f64"][0, 0, 0] == 0.1
      assert tensors["i32"].tolist() == [-2**31, 0, 2**31 - 1]
      assert tensors["i64"].tolist() == [-2**63, 0, 2**63 - 1]
      assert tensors["u8"].tolist() == [0, 255] and tensors["bool"].tolist() == [True, False, True]
      assert tensors["scalar"].shape == () and tensors["empty"].shape == (0, 5)
      assert tensors["a slice"].tolist() == [2, 3]
      save_file(tensors, sys.argv[1] + "/tensors again")
      with safe_open(sys.argv[1] + "/network", "np") as file:
        description = json.loads(file.metadata()["fledge"])
        assert description["fledge"] == 2 and description["card"]["input"] == [2, 2]
        assert [layer["weight"]["shape"] for layer in description["model"]["layers"]] == [[4, 3], [3, 2]]
        assert file.get_tensor("layers.0.weight").shape == (4, 3)
        save_file({name: file.get_tensor(name) for name in file.keys()}, sys.argv[1] + "/network again",
                  file.metadata())
      """)
    #expect(directory.bytes("tensors again") == directory.bytes("tensors"))
    #expect(directory.bytes("network again") == directory.bytes("network"))
  }

  @Test func weReadPythons() throws {
    try python(
      """
      import sys, numpy
      from safetensors.numpy import save_file
      save_file({"weight": numpy.arange(6, dtype=numpy.float16).reshape(2, 3),
                 "bias": numpy.array([0.1, 0.2, 0.3])}, sys.argv[1] + "/layer", {"by": "Python"})
      """)
    var layer = Linear(2, 3)
    #expect(try layer.load(from: directory.path + "/layer", dtype: .float64) == ["by": "Python"])
    #expect(layer.weight.value == Tensor(shape: [2, 3], [0, 1, 2, 3, 4, 5] as [Double]))
    #expect(layer.bias?.value == Tensor([0.1, 0.2, 0.3], dtype: .float64))
  }
}
