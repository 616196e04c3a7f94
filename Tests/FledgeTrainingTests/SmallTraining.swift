import Fledge
import FledgeFiles
import TestSupport

/// Two steps of a small model in a file of their own, which tests damage.
struct SmallTraining {
  let scratch = TemporaryDirectory()
  let dataset = Dataset([[1, 2], [3, 4], [5, 6]], labels: [0, 1, 1])
  let loss: Trainer<Linear>.LossFunction = { crossEntropy($0($1.inputs), labels: $1.labels) }

  /// A file after two steps of Adam.
  func written() throws -> String {
    var trainer = Trainer(Linear(2, 2).initialized(seed: 0), optimizer: Adam(), loss: loss)
    try trainer.train(
      epochs: 1, on: DataLoader(dataset, batchSize: 2), checkpoint: CheckpointPlan(to: scratch("c")))
    return scratch("c")
  }

  /// What going on from a file says: an error with the path shortened, or that there is none.
  func problem(
    _ path: String, _ model: Linear = Linear(2, 2), _ optimizer: any Optimizer = Adam()
  ) -> String {
    do {
      _ = try Trainer(resuming: path, model, optimizer: optimizer, loss: loss)
      return "no error"
    } catch let error as FileError {
      return error.description.replacing(scratch.path + "/", with: "")
    } catch {
      return "another error: \(error)"
    }
  }
}
