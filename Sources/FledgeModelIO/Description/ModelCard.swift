import FledgeFiles
import FledgeNN
import FledgeTensor

/// What must be known beside a model to use it: what its inputs are, and what its outputs mean.
///
/// A program may add members of its own, such as the columns and levels of a table; they stay in the file when a program that
/// does not know them reads and writes it again.
public struct ModelCard: Sendable, Equatable {
  /// The shape of one example, as the model takes it: `[28, 28]` for a picture.
  public var input: Shape
  /// What raw inputs (pixels from 0 to 255, say) are multiplied by before they reach the model.
  public var scale: Double
  /// The type of the parameters while the model was trained.
  public var dtype: DType
  /// The names of the classes; `nil` if they have only numbers.
  public var classNames: [String]?
  /// Every other member, in the order of the file.
  private var others: [JSONValue.Member] = []

  /// A card with the members that every model has.
  public init(input: Shape, scale: Double = 1, dtype: DType = .float32, classNames: [String]? = nil) {
    (self.input, self.scale, self.dtype, self.classNames) = (input, scale, dtype, classNames)
  }

  /// Whether the outputs are numbers, and not the logits of classes.
  public var predictsNumbers: Bool {
    get { others.first { $0.key == "targets" }?.value == "numbers" }
    set {
      others.removeAll { $0.key == "targets" }
      if newValue { others.append(JSONValue.Member(key: "targets", value: "numbers")) }
    }
  }

  /// The further member of this name; `nil` if there is none.
  ///
  /// Throws `FileError` if it is no such value.
  public func value<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value? {
    try others.first { $0.key == name }?.value.decoded(as: type, path: "model card", place: name.printable)
  }

  /// Adds or replaces a further member. The names of the card's properties are taken.
  ///
  /// Throws `EncodingError` for what JSON cannot say.
  public mutating func set(_ name: String, to value: some Encodable) throws {
    guard Key(rawValue: name) == nil else {
      let context = EncodingError.Context(
        codingPath: [], debugDescription: "expected another name than \(name), which is the card's own")
      throw EncodingError.invalidValue(value, context)
    }
    let member = JSONValue.Member(key: name, value: try JSONValue(encoding: value))
    others.removeAll { $0.key == name }
    others.append(member)
  }
}

extension ModelCard: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case input, scale, dtype
    case classNames = "classes"
  }

  /// A member's name, whatever it is.
  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Writes the members, the further ones last.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(input, forKey: .input)
    try container.encode(scale, forKey: .scale)
    try container.encode(dtype.rawValue, forKey: .dtype)
    try container.encodeIfPresent(classNames, forKey: .classNames)
    var further = encoder.container(keyedBy: AnyKey.self)
    for member in others { try further.encode(member.value, forKey: AnyKey(member.key)) }
  }

  /// Reads the members, and keeps those that it does not know.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func refuse(_ key: Key, _ text: String) -> DecodingError {
      .dataCorruptedError(forKey: key, in: container, debugDescription: text)
    }
    input = try container.decode(Shape.self, forKey: .input)
    guard input.elementCount > 0 else {
      throw refuse(.input, "expected lengths of 1 or more, found \(input)")
    }
    scale = try container.decode(Double.self, forKey: .scale)
    guard scale > 0, scale.isFinite else { throw refuse(.scale, "expected a positive scale, found \(scale)") }
    let name = try container.decode(String.self, forKey: .dtype)
    guard let dtype = DType(rawValue: name), dtype.isFloatingPoint else {
      throw refuse(.dtype, "expected float32 or float64, found \(name.quoted)")
    }
    self.dtype = dtype
    classNames = try container.decodeIfPresent([String].self, forKey: .classNames)
    let further = try decoder.container(keyedBy: AnyKey.self)
    for key in further.allKeys where Key(rawValue: key.stringValue) == nil {
      others.append(.init(key: key.stringValue, value: try further.decode(JSONValue.self, forKey: key)))
    }
  }
}
