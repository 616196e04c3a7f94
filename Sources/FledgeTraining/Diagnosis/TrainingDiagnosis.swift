import FledgeBasics
import FledgeData
import FledgeFormula
import FledgeNN
import FledgeTensor

/// How a training fares inside the model: the sizes of weights, gradients and activations, from one batch.
///
/// Gradients that shrink from layer to layer, weights that hardly move or leap, units that are dead (Glorot and Bengio, 2010; a
/// change of a thousandth of the weights in a step is usual) show here before they show in the loss.
public struct TrainingDiagnosis: Sendable {
  /// What there is to know of one parameter.
  public struct OfParameter: Sendable {
    /// The path of the parameter.
    public let name: String
    /// Its magnitudes.
    public let weights: MagnitudeBands
    /// Those of its gradient; nil where it is frozen.
    public let gradients: MagnitudeBands?
    /// ‖W − W₀‖ / ‖W‖, how far it has moved from the earlier model; nil without one, and for weights that are all 0.
    public let change: Double?
  }

  /// What there is to know of the activations of one layer.
  public struct OfActivation: Sendable {
    /// The path of the layer.
    public let path: String
    /// The magnitudes of its results.
    public let values: MagnitudeBands
    /// The share of the units, those of the last axis, whose slope is 0 for every example: nothing is learned through them.
    public let dead: Double
    /// The share of all results where the slope is below 0.01: hardly anything is learned through them.
    public let saturated: Double
  }

  /// The parameters in visiting order.
  public let parameters: [OfParameter]
  /// The functions of one input, element by element, in the order in which they ran.
  public let activations: [OfActivation]
}

extension TrainingDiagnosis {
  /// Looks at a model by a pass of its own, which leaves it as it is.
  ///
  /// - Parameters:
  ///   - model: what is trained, as it is between two steps.
  ///   - batch: the examples that the gradients and activations are of.
  ///   - earlier: the model that the weights have moved from.
  ///   - random: what the noise of layers is drawn from.
  ///   - loss: the mean loss of a batch.
  public init<Model: Module>(
    of model: Model, on batch: Batch, since earlier: Model? = nil, random: Random = Random(seed: 0),
    loss: @escaping Trainer<Model>.LossFunction
  ) {
    let gradients = valueAndGradients(of: model, random: random) { loss($0, batch) }.gradients
    let gradientOf = Dictionary(gradients.named(by: model).map { ($0.name, $0.gradient) }) { first, _ in first
    }
    let valueBefore = Dictionary(
      (earlier?.namedParameters ?? []).map { ($0.name, $0.parameter.value) }
    ) { first, _ in first }
    parameters = model.namedParameters.map { name, parameter in
      let value = parameter.value
      return OfParameter(
        name: name, weights: MagnitudeBands(value), gradients: gradientOf[name].map(MagnitudeBands.init),
        change: valueBefore[name].flatMap { before in
          let norm = value.norm().item
          return norm > 0 ? (value - before).norm().item / norm : nil
        })
    }
    activations = ModelRun(model) { loss($0, batch) }.operations.compactMap(OfActivation.init)
  }
}

extension TrainingDiagnosis.OfActivation {
  /// nil for an operation that is no function of one input, element by element, with rows.
  fileprivate init?(_ operation: WatchedOperation) {
    guard case .formula(let formula, let parameters) = operation.form, formula.inputCount == 1,
      parameters.isEmpty, let input = operation.inputs.first, operation.output.rank >= 2,
      operation.output.shape.elementCount > 0, operation.output.dtype.isFloatingPoint
    else { return nil }
    let slopes = abs(formula.derivative().apply(to: input.detached))
    let units = slopes.max(axes: Array(0..<(slopes.rank - 1)))
    self.init(
      path: operation.path, values: MagnitudeBands(operation.output),
      dead: Self.share(of: units .== 0), saturated: Self.share(of: slopes .< 0.01))
  }

  private static func share(of mask: Tensor) -> Double {
    mask.converted(to: .float32).mean().item
  }
}
