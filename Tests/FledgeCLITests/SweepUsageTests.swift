import FledgeFiles
import Testing

/// What a sweep does not accept: exit status 64 before anything starts, and what it says.
@Suite struct SweepUsageTests {
  private let sweep = SweepScratch()

  @Test(
    "mistakes are told before the first trial",
    arguments: [
      (["learning-rate=0.1..x"], "--vary, column 20: expected a number, found 'x'\n  learning-rate=0.1..x\n"),
      (["lr=0.1..1"], "unknown option of 'fledge train' 'lr': did you mean 'learning-rate'?"),
      (["learningrate=0.1..1"], "did you mean 'learning-rate'?"),
      (["learning-rate=0..1"], "The value '0' is invalid for '--learning-rate <rate>'"),
      (["hidden=64|sixty"], "The value 'sixty' is invalid for '--hidden <sizes>'"),
      (["early-stopping=1.5..3"], "The value '1.5' is invalid for '--early-stopping <epochs>'"),
      (["optimizer=adam|admw"], "did you mean 'adamw'?"),
      (["no-bias=yes|no"], "a flag, which is true or false"),
      (["no-bias=0..1"], "a flag, which is true or false"),
      (["target=size|species"], "--vary target: it is the same for all trials; say --target apart"),
      (["seed=1|2"], "--vary seed: it is the same for all trials"),
      (["save=a|b"], "--vary save: it is the same for all trials"),
      (
        ["label-smoothing=0..0.2"],
        "changes what the loss means, so trials cannot be compared by it: --metric error"
      ),
      (["hidden=4|8", "hidden=5|6"], "--vary names hidden twice"),
      (["epochs=3|4"], "--epochs is said for all trials, and --vary epochs would change it"),
      (["momentum=0.5..0.9"], "--momentum goes with --optimizer momentum or nesterov, not sgd"),
      (["optimizer=nesterov|adam", "momentum=0.5..0.9"], "--momentum goes with --optimizer"),
      (
        ["optimizer=adamw|sgd", "decay-all=false|true"],
        " would have optimizer sgd, decay-all true: --decay-all goes"
      ),
      (["hidden=4|8", "layers=linear|linear 3, linear"], "--layers says what --hidden would say"),
    ])
  func axes(_ vary: [String], _ message: String) throws {
    let run = try sweep.run(
      "sweep \(SweepScratch.birds) --epochs 2", vary.flatMap { ["--vary", $0] })
    #expect(run.status == 64, "\(vary): \(run.errors)")
    #expect(run.errors.contains(message), "\(vary): \(run.errors)")
    #expect(run.output.isEmpty && !File.exists(sweep.scratch("runs")))
  }

  @Test(
    "options of the sweep",
    arguments: [
      ("--trials 0", "expected a whole number from 1 to 1000000"),
      ("--time 3", "expected a time such as 90s, 10min or 2h"),
      ("--time -3s", "expected a time such as"), ("--halving 1", "expected a whole number of at least 2"),
      ("--search bayes", "expected one of random, grid"),
      ("--metric accuracy", "expected one of loss, error"),
      ("--metric rmse", "--metric rmse does not go with the data: the data have classes"),
      ("--search grid --vary learning-rate=0.1..1", "'learning-rate=0.1..1.0 log 5 points'"),
      ("--search grid", "--search grid needs to know how many values to take of learning-rate"),
      ("--halving 3 --vary epochs=3..9", "--halving decides how long trials train"),
      ("--n-trials 3", "Did you mean '--trials'?"), ("--timeout 3", "Did you mean '--time'?"),
      ("--lr 0.1", "Did you mean '--learning-rate'?"), ("--run", "--run goes with 'fledge train'"),
      ("--checkpoint c.safetensors", "--checkpoint goes with 'fledge train'"),
      ("--folds 3", "--folds goes with 'fledge train'"), ("--validation 0", "--validation 0 holds none back"),
      ("--epochs x", "'x' is invalid for '--epochs"),
      ("--save birds.csv", "--save names birds.csv, which is read"),
      ("--jobs 0", "expected a whole number from 1 to 256"),
      ("--threads 0", "expected a whole number from 1 to 256"),
    ])
  func options(_ words: String, _ message: String) throws {
    let run = try sweep.run("sweep \(SweepScratch.birds) \(words)")
    #expect(run.status == 64, "\(words): \(run.errors)")
    #expect(run.errors.contains(message), "\(words): \(run.errors)")
    #expect(run.errors.contains("Usage: fledge sweep "), "\(words): \(run.errors)")
    #expect(run.output.isEmpty && !File.exists(sweep.scratch("runs")))
  }

  @Test("what is missing in the data is told as 'fledge train' tells it, and no folder is left")
  func data() throws {
    for words in ["none.csv --target a", "birds.csv --target none"] {
      let (train, run) = (try sweep.run("train \(words)"), try sweep.run("sweep \(words)"))
      #expect(run.status == 1 && run.errors == train.errors && run.output.isEmpty, "\(run.errors)")
    }
    #expect(try sweep.run("sweep birds.csv").status == 64 && !File.exists(sweep.scratch("runs")))
  }

  @Test("options of a file are shared, and the command line counts more")
  func configuration() throws {
    sweep.scratch.file(
      "o.toml",
      Array("data = \"birds.csv\"\ntarget = \"species\"\nepochs = 1\nhidden = 4\npreset = \"plain\"\n".utf8))
    let run = try sweep.run(
      "sweep --config o.toml --epochs 2 --trials 1 --json --vary learning-rate=0.01|0.1")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try JSONValue.lines(run.output).first?["epochs"]?.integer == 2)
  }
}
