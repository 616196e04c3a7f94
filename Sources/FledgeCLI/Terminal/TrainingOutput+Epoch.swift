import Fledge
import FledgeBasics
import FledgeFiles

/// What is shown of an epoch.
extension TrainingOutput {
  /// The cells of its line.
  func cells(_ report: EpochReport, _ test: Evaluation?, _ train: Evaluation?) -> [String] {
    let measure = content.measure
    var cells = ["\(report.epoch)"]
    if content.showsRate { cells.append(Self.rate(report.learningRate)) }
    cells.append(Self.loss(train?.loss ?? report.meanLoss))
    if let train { cells.append(measure.text(measure.value(of: train))) }
    if content.showsValidation {
      cells.append(Self.loss(report.validation("loss") ?? .nan))
      cells.append(measure.text(report.validation(measure.key) ?? .nan))
    }
    if let test { cells += [Self.loss(test.loss), measure.text(measure.value(of: test))] }
    return cells + [NumberText.fixed(report.seconds, digits: 2)]
  }

  /// What was measured at the end of an epoch beside the validation, for programs.
  func members(test: Evaluation?, train: Evaluation?) -> [JSONValue.Member] {
    let measure = content.measure
    let ofTrain = train.map { train in
      [
        JSONValue.Member(key: "whole_train_loss", value: .number(train.loss)),
        .init(key: "train_\(measure.key)", value: .number(measure.value(of: train))),
      ]
    }
    return (ofTrain ?? []) + (test.map(measure.members) ?? [])
  }

  /// What came out in the end for the part of this name, for programs.
  func members(of result: Evaluation, part: String) -> [JSONValue.Member] {
    [.init(key: "part", value: .string(part)), .init(key: "examples", value: .integer(result.count))]
      + content.measure.plainMembers(of: result)
  }

  /// An epoch for programs.
  func json(_ report: EpochReport, _ test: Evaluation?, _ train: Evaluation?) -> JSONValue {
    let measure = content.measure
    var members = [JSONValue.Member(key: "epoch", value: .integer(report.epoch))]
    if content.showsRate { members.append(.init(key: "learning_rate", value: .number(report.learningRate))) }
    members.append(.init(key: "train_loss", value: .number(train?.loss ?? report.meanLoss)))
    if let train {
      members.append(.init(key: "train_\(measure.key)", value: .number(measure.value(of: train))))
    }
    members += report.validation.map { .init(key: "validation_\($0.name)", value: .number($0.value)) }
    if let test { members += measure.members(of: test) }
    return .object(members + [.init(key: "seconds", value: .number(report.seconds))])
  }

  /// At most ten columns: 0.07349, and 1.2346e10 where a training goes wrong.
  static func loss(_ loss: Double) -> String {
    loss < 1e4 ? NumberText.fixed(loss, digits: 5) : NumberText.scientific(loss, digits: 5)
  }

  /// At most nine columns: 0.090000, 2.500e-7.
  private static func rate(_ rate: Double) -> String {
    rate >= 1e-5 && rate < 100
      ? NumberText.fixed(rate, digits: 6) : NumberText.scientific(rate, digits: 4)
  }
}
