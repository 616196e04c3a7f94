import FledgeBasics
import FledgeFormula
import FledgeTensor

/// What a description may still ask for while it is read. Its sizes are only numbers, which a hostile file may make as
/// large as it likes; nothing is allocated before they are known to be moderate.
package final class DescriptionBudget: Sendable {
  /// More layers are refused.
  package static let mostLayers = 10_000
  /// More parameters and statistics are refused; a layer has a few, or one for each of its columns.
  package static let mostTensors = 40_000
  /// More terms of formulas are refused, those of all activations together.
  package static let mostTerms = 100_000

  package static let key = CodingUserInfoKey(rawValue: "fledge.descriptionBudget")!

  private struct Left {
    var layers = DescriptionBudget.mostLayers
    var tensors = DescriptionBudget.mostTensors
    var terms = DescriptionBudget.mostTerms
    var elements = Shape.mostDescribed
  }

  private let left = Locked(Left())

  package init() {}

  static func of(_ decoder: any Decoder) -> DescriptionBudget? { decoder.userInfo[key] as? DescriptionBudget }

  func takeLayer(at codingPath: [any CodingKey]) throws {
    let isEnough = left.withLock { left in
      left.layers -= 1
      return left.layers >= 0
    }
    if !isEnough { throw Self.error("expected at most \(Self.mostLayers) layers, found more", codingPath) }
  }

  func take(_ terms: FormulaTerms, at codingPath: [any CodingKey]) throws {
    let isEnough = left.withLock { left in
      left.terms -= terms.countInFile
      return left.terms >= 0
    }
    if !isEnough {
      throw Self.error("expected formulas of at most \(Self.mostTerms) terms in all, found more", codingPath)
    }
  }

  func take(_ shape: Shape, at codingPath: [any CodingKey]) throws {
    let (isFewEnough, isSmallEnough) = left.withLock { left in
      left.tensors -= 1
      left.elements -= shape.elementCount
      return (left.tensors >= 0, left.elements >= 0)
    }
    if !isFewEnough {
      throw Self.error(
        "expected at most \(Self.mostTensors) parameters and statistics, found more", codingPath)
    }
    if !isSmallEnough {
      throw Self.error("expected parameters of at most 2⁴⁰ elements in all, found more", codingPath)
    }
  }

  private static func error(_ text: String, _ codingPath: [any CodingKey]) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: text))
  }
}
