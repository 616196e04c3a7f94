import FledgeFiles
import FledgeFormula
import FledgeNN
import FledgeTensor

/// The description that was written before any composition could describe itself: a fully connected network.
///
/// ```json
/// {"version":1,"sizes":[784,400,10],"activation":"relu","bias":true,"dtype":"float32",
///  "input":{"scale":0.00392156862745098,"rows":28,"columns":28}}
/// ```
struct VersionOne {
  private struct Members: Decodable {
    struct Input: Decodable { let scale: Double, rows: Int?, columns: Int? }
    let version: Int, sizes: [Int], activation: String, bias: Bool, dtype: String
    let input: Input
    let classes: [String]?
  }

  private static let sizeRange = 1...1 << 24
  private static let sizeCount = 2...65

  /// The same in the present form.
  let description: ModelDescription

  /// Throws `FileError` naming the member that is missing or wrong.
  init(_ json: JSONValue, path: String) throws {
    let members = try json.decoded(as: Members.self, path: path, place: ModelDescription.place)
    func expect(_ holds: Bool, _ member: String, _ expected: String, _ found: String) throws {
      if holds { return }
      throw FileError(
        path: path, place: "\(ModelDescription.place), \(member)", expected: expected, found: found)
    }
    let sizes = members.sizes
    try expect(members.version == 1, "version", "1, or a description of version 2", "\(members.version)")
    try expect(
      Self.sizeCount.contains(sizes.count), "sizes", "2 to \(Self.sizeCount.upperBound) sizes",
      "\(sizes.count)")
    for size in sizes {
      try expect(
        Self.sizeRange.contains(size), "sizes", "sizes from 1 to \(Self.sizeRange.upperBound)", "\(size)")
    }
    let names = Activation.standard.map(\.name)
    try expect(
      names.contains(members.activation), "activation", "one of \(names.joined(separator: " "))",
      members.activation.quoted)
    let dtype = DType(rawValue: members.dtype)
    try expect(
      dtype?.isFloatingPoint == true, "dtype", "float32 or float64", members.dtype.quoted)
    try expect(
      members.input.scale > 0 && members.input.scale.isFinite, "input", "a positive scale",
      "\(members.input.scale)")
    var input = [sizes[0]]
    if members.input.rows != nil || members.input.columns != nil {
      let (rows, columns) = (members.input.rows ?? 0, members.input.columns ?? 0)
      // Both in range first: the product of larger ones could overflow.
      let fits = [rows, columns].allSatisfy(Self.sizeRange.contains) && rows * columns == sizes[0]
      try expect(
        fits, "input", "rows × columns to be the \(sizes[0]) inputs", "\(rows) × \(columns)")
      input = [rows, columns]
    }
    description = ModelDescription(
      MultilayerPerceptron(sizes, activation: Activation.named(members.activation)!, bias: members.bias),
      ModelCard(
        input: Shape(input), scale: members.input.scale, dtype: dtype!, classNames: members.classes))
  }
}
