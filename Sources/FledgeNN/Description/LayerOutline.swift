import FledgeBasics
import FledgeTensor

/// One layer of a composition as it is applied: a row of its outline.
public struct LayerOutline: Sendable {
  /// The path of the layer in the model; empty for the model itself.
  public let path: String
  /// What the layer is.
  public let layer: any DescribedLayer
  /// The shape of what it is applied to.
  public let input: Shape
  /// The shape of its result.
  public let output: Shape
  /// The numbers in its parameters, those of layers inside not counted.
  public let parameterCount: Int
  /// Additions, multiplications and comparisons of numbers in one application, about.
  public let operations: Double
}

extension DescribedLayer {
  /// The layers that an input of this shape goes through, in the order of their results: leaves, and layers that do
  /// something themselves with what the layers inside them give.
  ///
  /// Throws `ShapeMismatch` naming the first layer that does not take what it is given.
  public func outline(for input: Shape) throws -> [LayerOutline] {
    try outline(for: input, path: "")
  }

  private func outline(for input: Shape, path: String) throws -> [LayerOutline] {
    let inner = try innerLayers(for: input)
    let rows = try inner.flatMap { part in
      let path = path.isEmpty ? part.name : "\(path).\(part.name)"
      return try naming(part.name) { try part.layer.outline(for: part.input, path: path) }
    }
    let own = LayerOutline(
      path: path, layer: self, input: input, output: try outputShape(for: input),
      parameterCount: inner.reduce(parameterCount) { $0 - $1.layer.parameterCount },
      operations: try floatingPointOperations(for: input))
    return inner.isEmpty || own.operations > 0 || own.parameterCount > 0 ? rows + [own] : rows
  }

  /// A table of the layers as an input of this shape goes through them, with the shape of each result.
  ///
  /// Throws `ShapeMismatch` naming the first layer that does not take what it is given.
  public func summary(for input: Shape) throws -> String {
    let outline = try outline(for: input)
    let rows = outline.map { row in
      [
        row.path.isEmpty ? "·" : row.path, row.layer.outlineText, "\(row.output)",
        NumberText.grouped(row.parameterCount),
      ]
    }
    let table = TextTable([["layer", "what it is", "result", "parameters"]] + rows, rightAligned: [3])
    return "\(table)\ntotal: \(NumberText.count(parameterCount, "parameter"))"
  }
}

extension DescribedLayer {
  /// What the layer is, on one line.
  package var outlineText: String {
    description.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? "\(Self.self)"
  }
}
