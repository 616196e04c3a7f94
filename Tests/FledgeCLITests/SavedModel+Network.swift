import Fledge
import Testing

extension SavedModel {
  /// The model as the fully connected network that it is.
  var network: MultilayerPerceptron {
    get throws { try #require(model as? MultilayerPerceptron) }
  }
}

extension MultilayerPerceptron {
  /// Inputs, hidden units, classes.
  var sizes: [Int] { [layers[0].weight.shape[0]] + layers.map { $0.weight.shape[1] } }
}
