import FledgeFormula

extension LayerCatalogue {
  /// Every described layer of the library.
  public static let standard = LayerCatalogue().adding(
    Activation.self, BatchNorm.self, Dropout.self, Embedding.self, Flatten.self, LayerNorm.self, Linear.self,
    MultilayerPerceptron.self, PReLU.self, Residual.self, RMSNorm.self, Scaling.self, Sequential.self,
    Standardizer.self,
    TableInput.self)
}
