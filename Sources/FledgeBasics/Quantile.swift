extension [Double] {
  /// The number below which a share of these lies, which ascend: between two of them in proportion. There must be one.
  package func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let (low, high) = (self[Int(place)], self[Swift.min(Int(place) + 1, count - 1)])
    let part = place - place.rounded(.down)
    return part == 0 ? low : low * (1 - part) + high * part
  }
}
