import Fledge

/// A text of parsed options that is the same for two that mean the same.
///
/// Reflection alone would not do: a formula is a graph of instances that no two parses share, and a list of layers remembers at
/// which column its words stood.
func canonicalText(of value: Any) -> String {
  switch value {
  case let activation as Activation: return "\(activation.name): \(activation.formula)"
  case let layers as LayerList: return layers.plainText
  case let changes as AugmentationList: return changes.plainText
  case let optimizer as OptimizerChoice:
    // One name may stand for two: with a preset's settings, and with its own.
    return "\(optimizer.name): \(optimizer.make(OptimizerChoice.Settings()))"
  default:
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .class { return "\(type(of: value))" }
    if mirror.children.isEmpty { return String(reflecting: value) }
    let parts = mirror.children.map { "\($0.label ?? "")=\(canonicalText(of: $0.value))" }
    return "\(mirror.subjectType)(\(parts.joined(separator: ", ")))"
  }
}
