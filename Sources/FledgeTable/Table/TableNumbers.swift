import FledgeBasics

/// Numbers of a column, in the narrowest memory that holds all of them exactly; NaN is missing.
public struct TableNumbers: Sendable, Equatable {
  /// The memory.
  enum Storage: Sendable, Equatable {
    /// Whole numbers; the smallest Int16 is missing.
    case int16([Int16])
    case float([Float])
    case double([Double])
  }

  let storage: Storage

  init(_ storage: Storage) { self.storage = storage }

  /// Rows of numbers; nil and NaN are missing.
  public init(_ numbers: [Double?]) {
    let values = numbers.map { $0 ?? .nan }
    if values.allSatisfy({ $0.isNaN || Int16(exactly: $0).map { $0 != .min } ?? false }) {
      storage = .int16(values.map { $0.isNaN ? .min : Int16($0) })
    } else if values.allSatisfy({ $0.isNaN || Double(Float($0)) == $0 }) {
      storage = .float(values.map(Float.init))
    } else {
      storage = .double(values)
    }
  }

  /// The number of rows.
  public var count: Int {
    switch storage {
    case .int16(let values): values.count
    case .float(let values): values.count
    case .double(let values): values.count
    }
  }

  /// How many rows hold nothing.
  public var missingCount: Int {
    switch storage {
    case .int16(let values): values.count { $0 == .min }
    case .float(let values): values.count { $0.isNaN }
    case .double(let values): values.count { $0.isNaN }
    }
  }

  /// The number in a row; NaN where nothing stands.
  public subscript(_ row: Int) -> Double {
    requireRow(row, of: count)
    return switch storage {
    case .int16(let values): values[row] == .min ? .nan : Double(values[row])
    case .float(let values): Double(values[row])
    case .double(let values): values[row]
    }
  }

  /// All numbers; NaN where nothing stands.
  public var elements: [Double] {
    switch storage {
    case .int16(let values): values.map { $0 == .min ? .nan : Double($0) }
    case .float(let values): values.map(Double.init)
    case .double(let values): values
    }
  }

  /// The rows with these numbers.
  func rows(_ indices: [Int]) -> TableNumbers {
    switch storage {
    case .int16(let values): TableNumbers(.int16(indices.map { values[$0] }))
    case .float(let values): TableNumbers(.float(indices.map { values[$0] }))
    case .double(let values): TableNumbers(.double(indices.map { values[$0] }))
    }
  }

  /// A number as a name: a whole number without a point, any other in as few digits as tell it from every other.
  static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
  }
}
