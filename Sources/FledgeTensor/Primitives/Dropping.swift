import FledgeBasics

/// y = x ∘ mask/(1 − rate). The mask is not kept: it is drawn again on the way back, from the same place.
struct Drop: StandardPrimitive {
  let rate: Double
  let place: RandomPlace

  var exportedForm: Exported { .notExportable("dropout takes place in training alone") }

  func forward(_ inputs: borrowing PrimitiveInputs) -> Tensor { Kernel.drop(inputs[0], rate: rate, place) }

  func savedValues(wanted: InputSet, of inputs: borrowing PrimitiveInputs) -> SavedValues {
    SavedValues(inputs: .none)
  }

  // A linear map whose matrix is diagonal is its own transpose.
  func vjp(_ gradient: Tensor, _ context: borrowing BackwardContext) -> Cotangents {
    [.recorded(self, PrimitiveInputs(gradient))]
  }
}

extension Tensor {
  /// Each element 0 with probability `rate`, else divided by 1 − rate, so that the expectation stays what it is (Srivastava,
  /// Hinton, Krizhevsky, Sutskever and Salakhutdinov, 2014). A rate of 1 drops all.
  public func dropped(rate: Double, using random: inout Random) -> Tensor {
    require(rate >= 0 && rate <= 1, "dropped: expected a rate from 0 to 1, got \(rate)")
    require(dtype.isFloatingPoint, "dropped: expected float32 or float64, got \(dtype)")
    let place = random.nextPlace(shape)
    return rate == 0 ? self : recorded(Drop(rate: rate, place: place), PrimitiveInputs(self))
  }
}
