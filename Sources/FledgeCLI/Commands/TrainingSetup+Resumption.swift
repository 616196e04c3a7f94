import Fledge
import FledgeBasics
import FledgeFiles

extension TrainingSetup {
  /// Where the training of a checkpoint goes on, or that it has come to its end, in a line for people.
  func resumption(of trainer: Trainer<AnyLayer>, from path: String) -> String {
    let done = trainer.progress.epochsDone
    // Options that are resumed look at a validation from the first epoch on, or never.
    if let stopping = options.course.stopping, done < epochs,
      done - (trainer.progress.bestEpoch ?? 0) >= stopping.patience
    {
      return "\(path.printable): stopped early, after \(done) of \(epochs) epochs"
    }
    guard done >= epochs else {
      return
        "goes on from \(path.printable) in epoch \(done + 1), after step \(NumberText.grouped(trainer.step))"
    }
    let verb = done == 1 ? "is" : "are"
    let state =
      done == epochs
      ? "\(done) of \(epochs) epochs \(verb) done"
      : "\(done) epochs \(verb) done, and --epochs says \(epochs) in all"
    let (more, isTooLarge) = done.multipliedReportingOverflow(by: 2)
    return "\(path.printable): \(state)" + (isTooLarge ? "" : "; --epochs \(more) goes on")
  }
}
