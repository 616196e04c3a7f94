import Fledge
import TestSupport
import Testing

@testable import FledgeCLI

/// Formulas on the command line.
@Suite struct FormulaTests {
  @Test func theCommandPrintsDerivatives() throws {
    let run = try fledge(["formula", "x * tanh(x)"])
    #expect(run.status == 0)
    #expect(
      run.lines == [
        "f(x) = x · tanh(x)", "f′(x) = tanh(x) + x ⊙ (1 − tanh(x)²)",
        "f″(x) = \(try Formula(parsing: "x * tanh(x)").derivative().derivative())",
      ])
    #expect(try fledge(["formula", "gelu"]).lines[0] == "f(x) = x ⊙ Φ(x)")
  }

  @Test(arguments: [["help", "formula"], ["formula", "--help"]])
  func theHelpListsTheLanguage(_ arguments: [String]) throws {
    let run = try fledge(arguments)
    #expect(run.status == 0)
    for function in FormulaLanguage.functions {
      #expect(run.output.contains("  \(function.name)("), "\(function.name)")
      for alias in function.aliases { #expect(run.output.contains(alias), "\(alias)") }
    }
    for word in ["select", "**", "<=", "!=", "where", "pi"] { #expect(run.output.contains(word), "\(word)") }
  }

  @Test(arguments: [
    ("x * sigmod(x)", "found 'sigmod': did you mean 'sigmoid'?\n  x * sigmod(x)\n      ^\n"),
    ("x +", "found the end of the formula\n  x +\n     ^\n"),
    ("1 + $", "found '$'\n  1 + $\n      ^\n"),
    ("x\u{7}x", "found U+0007\n  x x\n   ^\n"),
    ("x-1-", "found the end of the formula\n  x-1-\n      ^\n"),
    ("2 2", "found '2'\n  2 2\n    ^\n"),
    (
      "leaky-relu x",
      "column 12: expected the slope of leaky-relu, a number, found \"x\"\n  leaky-relu x\n             ^\n"
    ),
    (
      "softplus -1",
      "expected the beta of softplus, a number above 0, found \"-1\"\n  softplus -1\n           ^\n"
    ),
    ("relu  2", "column 7: expected nothing behind relu, found \"2\"\n  relu  2\n        ^\n"),
  ])
  func errorsPointAtTheCharacter(_ text: String, _ end: String) throws {
    let run = try fledge(["formula", text])
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(end), "\(run.errors)")
  }

  @Test func longTextsAreCut() throws {
    let text = String(repeating: "x+", count: 100) + "?" + String(repeating: "+x", count: 100)
    let run = try fledge(["formula", text])
    #expect(run.status == 64)
    let window = String(repeating: "x+", count: 15) + "?" + String(repeating: "+x", count: 15)
    #expect(run.errors.contains("\n  …\(window)\n"), "\(run.errors)")
    #expect(run.errors.contains("\n" + String(repeating: " ", count: 33) + "^\n"), "\(run.errors)")
  }

  /// One word is a name: what it may be meant for is proposed.
  @Test(arguments: [
    ("rleu", "did you mean 'relu'?"), ("swish", "did you mean 'silu'?"),
    ("hard-sigmod", "did you mean 'hard-sigmoid'?"), ("leaky 0.2", "did you mean 'leaky-relu'?"),
    ("zzzzzz", "expected one of identity, relu"),
    ("", "expected"),
  ])
  func wordsAreNames(_ text: String, _ advice: String) throws {
    let run = try fledge(["formula", text])
    #expect(run.status == 64)
    #expect(run.errors.contains(advice), "\(run.errors)")
  }

  @Test func whatIsNoWordIsAFormula() throws {
    for (text, printed) in [
      ("x", "x"), ("x-1", "x − 1"), ("pi", "3.141592653589793"), ("relu(x)-x", "max(x, 0) − x"),
    ] {
      #expect(try Activation.argument(text).name == printed)
    }
    #expect(try Activation.argument("gelu").formula === Activation.gelu.formula)
    #expect(try Activation.argument(" leaky-relu  0.20").name == "leaky-relu 0.2")
    #expect(try Activation.argument("elu 1").formula === Activation.elu.formula)
  }
}

extension FormulaTests {
  /// It trains, is stored under its own text, and is read again without code.
  @Test func aFormulaIsAnActivation() throws {
    let (data, scratch) = (SmallData(), TemporaryDirectory())
    let path = scratch("model.safetensors")
    let run = try fledge([
      "train", "--data", data.path, "--hidden", "8", "--activation", "x * sigmoid(1.702 * x)", "--epochs",
      "9",
      "--save", path,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines[1].hasPrefix("network 16-8-10, x · sigmoid(1.702 · x), "))
    let network = try SavedModel(from: path).network
    let formula = try Formula(parsing: "x * sigmoid(1.702 * x)")
    #expect(network.activation.name == "\(formula)" && network.activation.formula.outputs == formula.outputs)
    let evaluation = try fledge(["evaluate", path, "--data", data.path])
    #expect(evaluation.status == 0 && evaluation.output.contains("test error"))
    #expect(try fledge(["train", "--data", data.path, "--epochs", "1", "--initial", path]).status == 0)
  }

  /// Its name says the number, and the file its formula.
  @Test(arguments: [("leaky-relu 0.2", "select(x > 0, x, 0.2 * x)"), ("softplus 2", "softplus(2 * x) / 2")])
  func anActivationWithANumber(_ name: String, _ formula: String) throws {
    let (data, scratch) = (SmallData(), TemporaryDirectory())
    let path = scratch("model.safetensors")
    let arguments = ["train", "--data", data.path, "--epochs", "1", "--save", path]
    for network in [["--hidden", "8", "--activation", name], ["--layers", "linear 8, \(name), linear"]] {
      let run = try fledge(arguments + network)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.lines[1].hasPrefix("network 16-8-10, \(name), "), "\(run.output)")
      let saved = try SavedModel(from: path).network
      #expect(saved.activation.name == name)
      #expect("\(saved.activation.formula)" == "\(try Formula(parsing: formula))")
      #expect(try fledge(["inspect", path]).output.contains("activation: \(name))"))
    }
    #expect(try fledge(["evaluate", path, "--data", data.path]).status == 0)
    let shown = try fledge(["formula", name])
    #expect(shown.lines.first == "f(x) = \(try Formula(parsing: formula))", "\(shown.output)")
  }

  @Test func itsGradientsAreChecked() throws {
    let run = try fledge(["check", "--hidden", "6,5", "--activation", "select(x > 0, x, 0.1 * x) + sin(x)/9"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines[1...6].allSatisfy { $0.hasSuffix("  ok") })
  }

  @Test func trainPointsAtTheCharacter() throws {
    let run = try fledge(["train", "--activation", "x * sigmod(x)"])
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains("did you mean 'sigmoid'?\n  x * sigmod(x)\n      ^\n"), "\(run.errors)")
  }

  @Test("a formula that begins with a minus: how it is said")
  func minus() throws {
    let run = try fledge(["formula", "-x*x"])
    #expect(run.status == 64 && run.errors.contains("fledge formula -- '-x*x'"), "\(run.errors)")
    #expect(try fledge(["formula", "--", "-x*x"]).status == 0)
  }
}
