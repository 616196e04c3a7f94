import FledgeFiles
import FledgeNN
import FledgeTensor

extension ModelDescription {
  /// Throws `FileError`, for the file `path` that the description stands in, naming the first layer that a data set's examples
  /// cannot go through: they are floating point, and there may be one of them.
  package func expectTakesExamples(path: String) throws {
    let rows = try model.outline(for: Shape.checked([1] + card.input.dimensions))
    func refuse(_ row: LayerOutline, _ expected: String, _ found: String) -> FileError {
      let layer = row.path.isEmpty ? "model" : "model.\(row.path)"
      return FileError(
        path: path, place: "\(Self.place), \(layer)".printable, expected: expected,
        found: "\(row.layer.outlineText.printable), \(found)")
    }
    for row in rows {
      if row.layer.takesIndices {
        throw refuse(
          row, "a layer that takes floating point, as pictures and tables are given to it",
          "which takes the numbers of words or categories")
      }
      if row.layer.mixesExamples {
        throw refuse(
          row, "a layer that takes one example at a time",
          "whose result for an example depends on the others of its batch")
      }
    }
  }
}
