import Testing

@testable import FledgeCLI

/// The words of a command line as options that are each said once.
@Suite struct StoredArgumentsTests {
  private func stored(_ words: String) -> StoredArguments {
    StoredArguments(
      words.split(separator: " ").map(String.init),
      takingValues: [
        "--epochs", "--target", "--hidden", "--activation", "--layers", "--optimizer", "--momentum",
      ])
  }

  private func words(_ arguments: StoredArguments) -> String {
    arguments.groups.flatMap(\.words).joined(separator: " ")
  }

  @Test("what is said last counts, a flag and its contrary are one option, and places are those that stand")
  func once() {
    for (said, kept) in [
      ("a.csv --epochs 3 --epochs 4", "--data a.csv --epochs 4"),
      ("--epochs=3 --epochs 4", "--epochs 4"),
      ("a.csv --heading --no-heading", "--data a.csv --no-heading"),
      ("a.csv --no-heading --heading", "--data a.csv --heading"),
      ("--data a.csv --data b.csv", "--data b.csv"),
      ("--epochs 3 -- a.csv", "--data a.csv --epochs 3"),
      ("-- -a.csv", "--data=-a.csv"),
      ("X.npy --epochs 3 y.npy", "X.npy y.npy --epochs 3"),
      ("a.csv --run", "--data a.csv --run"),
      ("a.csv --run one --epochs 2", "--data a.csv --run one --epochs 2"),
    ] {
      #expect(words(stored(said)) == kept)
    }
  }

  @Test("over a file of options the command line also takes away what goes with the old value alone")
  func overridden() {
    for (file, said, both) in [
      ("--hidden 5 --activation tanh --no-bias", "--layers linear", "--layers linear"),
      ("--layers linear", "--hidden 5", "--hidden 5"),
      ("--optimizer sgd --momentum 0.9", "--optimizer adam", "--optimizer adam"),
      ("--optimizer momentum --epochs 5", "--momentum 0.5", "--optimizer momentum --epochs 5 --momentum 0.5"),
      ("X.npy y.npy --epochs 2", "a.csv", "--epochs 2 --data a.csv"),
      ("a.csv --heading", "--no-heading", "--data a.csv --no-heading"),
      ("--test-fraction=0.2", "--test=t.csv", "--test=t.csv"), ("--no-shuffle", "--balanced", "--balanced"),
    ] {
      #expect(words(stored(file).overridden(by: stored(said))) == both)
    }
  }
}
