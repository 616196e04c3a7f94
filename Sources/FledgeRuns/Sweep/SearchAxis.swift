/// One setting that a sweep varies: its name, and the values that it may have.
package struct SearchAxis: Sendable, Equatable {
  /// What a setting may be.
  package enum Values: Sendable, Equatable {
    /// One of these texts.
    case choices([String])
    /// A number of these.
    case range(SearchRange)
  }

  package let name: String
  package let values: Values

  package init(_ name: String, _ values: Values) { (self.name, self.values) = (name, values) }

  /// The same whose numbers need not be whole.
  package var withFractions: SearchAxis {
    guard case .range(var range) = values else { return self }
    range.isWhole = false
    return SearchAxis(name, .range(range))
  }

  /// The value at a share of all, from 0 to below 1.
  func value(at share: Double) -> String {
    switch values {
    case .choices(let texts): texts[min(Int(share * Double(texts.count)), texts.count - 1)]
    case .range(let range): range.text(range.number(at: share))
    }
  }

  /// The values of a grid; nil where it is not said how many.
  package var grid: [String]? {
    switch values {
    case .choices(let texts): texts
    case .range(let range): range.points == nil ? nil : range.grid.map(range.text)
    }
  }

  /// Values that stand for all: what takes these takes any.
  package var samples: [String] {
    switch values {
    case .choices(let texts): texts
    case .range(let range): [range.text(range.low), range.text(range.high)]
    }
  }

  /// How many columns its longest value takes.
  package var width: Int {
    switch values {
    case .choices(let texts): texts.map(\.count).max() ?? 0
    // Three digits with a point and zeros or an exponent, or as many as the ends have.
    case .range(let range): max(range.isWhole ? 1 : 8, samples.map(\.count).max() ?? 0)
    }
  }
}

extension SearchAxis: CustomStringConvertible {
  /// What it may be: `0.0001 to 0.1 by logarithm`, or `64 | 128,64`.
  package var description: String {
    switch values {
    case .choices(let texts): texts.joined(separator: " | ")
    case .range(let range): "\(range)"
    }
  }
}
