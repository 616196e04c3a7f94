import Fledge
import FledgeBasics

extension ClassificationReport {
  /// Whether one class holds so many of the examples that the accuracy says little.
  var isUneven: Bool { majorityShare > 0.8 }

  /// What stands in the place of the error then.
  var unevenHeadline: String {
    let area = figures.first { $0.name == "auc" }!.value
    return "balanced accuracy \(NumberText.percent(balancedAccuracy))"
      + (area.isNaN ? "" : ", ROC area \(NumberText.fixed(area, digits: 4))")
  }
}
