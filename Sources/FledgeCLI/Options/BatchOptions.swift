import ArgumentParser
import Fledge
import FledgeFiles

/// What batches are made of: how often each class comes, and how examples are changed on the way.
struct BatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Change pictures at random each time they are trained on, in this order: \
      \(AugmentationWord.all.map { "'\($0.usage)', \($0.summary)" }.joined(separator: "; ")).
      """, valueName: "changes"),
    transform: AugmentationList.init(parsing:))
  var augment: AugmentationList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Train on mixtures of two examples and their targets (mixup), whose shares are drawn from Beta(alpha, alpha); \
      0.1 to 0.4 is usual.
      """, valueName: "alpha"),
    transform: { text in
      guard let alpha = Double(text), alpha > 0, alpha <= 100 else {
        throw ValidationError("expected a number above 0 and up to 100, such as 0.2")
      }
      return alpha
    })
  var mixup: Double?

  @Flag(
    help: """
      Draw each class equally often: the examples of a rare one come several times in an epoch, and of a frequent one some \
      wait for another.
      """)
  var balanced = false

  /// The examples to train on as the network takes them, in batches.
  ///
  /// Throws `ValidationError` for what does not go with the examples.
  func loader(
    for data: TrainingData, batchSize: Int, shuffles: Bool, seed: UInt64, dtype: DType, engine: Engine
  ) throws -> DataLoader {
    try check(data, shuffles: shuffles, engine: engine)
    var examples = data.train
    if let augment {
      examples = examples.augmented(augment.changes(of: data.input), picture: data.input, seed: seed)
    }
    let takesLong = augment != nil || mixup != nil || examples.isStreamed
    return DataLoader(
      examples, batchSize: batchSize, shuffle: balanced ? .balanced(seed) : shuffles ? .seed(seed) : .none,
      dtype: dtype, batchesAhead: takesLong ? 2 : 0, mixup: mixup.map { Mixup(alpha: $0, seed: seed) })
  }

  private func check(_ data: TrainingData, shuffles: Bool, engine: Engine) throws {
    let name = data.name.printable
    if augment != nil, ![2, 3].contains(data.input.rank) {
      throw ValidationError(
        "--augment changes pictures, and an example of \(name) is \(data.input), no rows and columns")
    }
    if mixup != nil, data.encoding != nil {
      throw ValidationError("--mixup mixes pictures and arrays, and \(name) is a table: leave it out")
    }
    if mixup != nil, engine == .byHand {
      throw ValidationError("--engine by-hand knows classes alone, and --mixup makes mixtures of them")
    }
    guard balanced else { return }
    if !shuffles {
      throw ValidationError(
        "--balanced draws the examples, and --no-shuffle takes them in order: leave one out")
    }
    if !data.train.hasClasses {
      throw ValidationError("--balanced draws classes equally often, and the targets of \(name) are numbers")
    }
    if data.train.isStreamed {
      throw ValidationError(
        "--balanced draws from all examples at a time, and \(name) is streamed: --class-weights balanced weighs them instead"
      )
    }
  }

  /// What is done to the examples, in lines for people.
  var outline: [String] {
    [
      augment.map { "augmented: \($0.plainText)" }, mixup.map { "mixed in twos, alpha \($0)" },
      balanced ? "each class equally often" : nil,
    ].compactMap { $0 }
  }
}
