extension TableColumn: ColumnFacts {
  var holdsNumbers: Bool {
    if case .numbers = values { true } else { false }
  }

  var isConstant: Bool {
    switch values {
    case .texts: return differentTexts == 1
    case .numbers(let numbers):
      let elements = numbers.elements
      return elements.allSatisfy { $0 == elements[0] }
    }
  }

  var areFewWholeNumbers: Bool {
    guard case .numbers(let numbers) = values else { return false }
    var different = Set<Double>()
    for value in numbers.elements where !value.isNaN {
      guard value == value.rounded() else { return false }
      different.insert(value)
      if different.count > TableSchema.mostGuessedClasses { return false }
    }
    return true
  }

  var countsRows: Bool {
    guard case .numbers(let numbers) = values else { return false }
    let elements = numbers.elements
    return zip(elements, elements.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }

  var differentTexts: Int {
    guard case .texts(let texts) = values else { return 0 }
    return Set(texts.codes).subtracting([-1]).count
  }

  var exampleText: String? {
    guard case .texts(let texts) = values else { return nil }
    return texts.levels.first
  }

  var classNames: [String] {
    switch values {
    case .numbers(let numbers):
      return Set(numbers.elements.filter { !$0.isNaN }).sorted().map(TableNumbers.text)
    case .texts(let texts):
      let used = Set(texts.codes)
      return texts.levels.indices.filter { used.contains(Int32($0)) }.map { texts.levels[$0] }.sorted()
    }
  }
}
