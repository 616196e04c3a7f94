import FledgeBasics

extension Tensor {
  /// What stands where a mask holds, in row-major order: of (m, n, …), for a mask (m, n) that holds at k places, (k, …).
  ///
  /// The mask has the lengths of this tensor's first axes, or of all. A gradient goes to what was taken.
  public func taking(where mask: Tensor) -> Tensor {
    let chosen = MaskedPlaces(mask, of: shape, in: "taking(where:)")
    return reshaped(to: chosen.joined).taking(Tensor(chosen.places))
  }

  /// What stands where a mask holds, as `taking(where:)` gives it: `x[x .> 0]`.
  ///
  /// Assigning replaces these elements in their order, by a tensor that broadcasts to the shape of what is selected. The gradient
  /// then flows to the new elements and no more to the old ones.
  public subscript(_ mask: Tensor) -> Tensor {
    get {
      let chosen = MaskedPlaces(mask, of: shape, in: "subscript")
      return reshaped(to: chosen.joined).taking(Tensor(chosen.places))
    }
    set {
      let chosen = MaskedPlaces(mask, of: shape, in: "subscript")
      require(
        newValue.dtype == dtype,
        "subscript: expected elements of \(dtype) to assign, got \(newValue.dtype); convert with converted(to:)"
      )
      require(
        newValue.shape.broadcast(with: chosen.selected) == chosen.selected,
        "subscript: elements of shape \(newValue.shape) do not broadcast to the selected \(chosen.selected)")
      if chosen.places.isEmpty { return }
      let elements = newValue.broadcast(to: chosen.selected).taking(Tensor(chosen.ranks))
      self = select(chosen.mask, elements.reshaped(to: shape), self)
    }
  }

  // Disfavoured, as the subscript of numbers and ranges is.
  /// The one element where a mask holds, as a number; assigning sets all elements where it holds: `x[x .< 0] = 0`.
  @_disfavoredOverload
  public subscript(_ mask: Tensor) -> Double {
    get {
      let chosen = detached.taking(where: mask)
      require(
        chosen.count == 1,
        "subscript: expected one element to read as a number, selected shape \(chosen.shape)")
      return chosen.item
    }
    set {
      let chosen = MaskedPlaces(mask, of: shape, in: "subscript")
      self = select(chosen.mask, .full([], newValue, dtype: dtype), self)
    }
  }

  /// The given indices of the first axis, as `taking(_:axis:)` gives them: `x[[2, 0, 2]]`.
  public subscript(_ indices: [Int]) -> Tensor { taking(indices) }
}

/// The places where a mask over the first axes of a tensor holds.
private struct MaskedPlaces {
  /// The mask with an axis of length 1 for each further axis of the tensor.
  let mask: Tensor
  /// The tensor's shape with the mask's axes as one.
  let joined: Shape
  /// Where the mask holds, along that axis, ascending.
  let places: [Int64]
  /// For each place the number of those that hold before it, and at most the last one's: which of the selected elements would
  /// stand there.
  let ranks: [Int64]

  init(_ mask: Tensor, of shape: Shape, in operation: String) {
    require(
      mask.dtype == .bool,
      "\(operation): expected a mask (bool), got \(mask.dtype); compare first, as in x .> 0, or take indices by "
        + "taking(_:axis:)")
    let axes = mask.rank
    let lengths = shape.dimensions
    require(
      axes > 0 && axes <= shape.rank && lengths.prefix(axes).elementsEqual(mask.shape.dimensions),
      "\(operation): expected a mask of the shape of the first axes of \(shape), got \(mask.shape)")
    var (places, ranks): ([Int64], [Int64]) = ([], [])
    mask.withElements(as: Bool.self) { holds in
      for place in holds.indices {
        ranks.append(Int64(places.count))
        if holds[place] { places.append(Int64(place)) }
      }
    }
    let last = Int64(Swift.max(places.count - 1, 0))
    self.ranks = ranks.map { Swift.min($0, last) }
    self.places = places
    joined = Shape([mask.count] + lengths[axes...])
    self.mask = mask.reshaped(to: Shape(mask.shape.dimensions + lengths[axes...].map { _ in 1 }))
  }

  /// The shape of what is selected.
  var selected: Shape { Shape([places.count] + joined.dimensions[1...]) }
}
