import ArgumentParser
import Fledge

/// Where gradients come from.
enum Engine: String, CaseIterable, Sendable {
  /// Backpropagation through the record.
  case autodiff
  /// The lecture's formulas.
  case byHand = "by-hand"

  /// Throws `ValidationError` if it has no gradients for such a model or such examples.
  func check(_ model: any DescribedLayer, _ examples: Dataset) throws {
    guard self == .byHand else { return }
    guard model is MultilayerPerceptron else {
      throw ValidationError(
        "--engine by-hand knows fully connected networks alone, such as --hidden gives: leave it out")
    }
    guard examples.hasClasses else {
      throw ValidationError(
        "--engine by-hand knows classes alone, and the targets of the examples are numbers: leave it out")
    }
  }

  /// The loss and its gradients, where they come from elsewhere than backpropagation.
  var objective: Trainer<AnyLayer>.Objective? {
    switch self {
    case .autodiff: return nil
    case .byHand:
      return { model, batch, _ in
        guard let network = model.layer as? MultilayerPerceptron else {
          fatalError("Engine: expected a MultilayerPerceptron, got \(type(of: model.layer))")
        }
        return ByHand.valueAndGradients(of: network, Flatten()(batch.inputs), batch.labels)
      }
    }
  }
}
