// Sums and products are written flat, with signs and powers.

extension Printer {
  /// The terms of nested sums, each with its sign.
  func sum(_ i: Int) -> [Token] {
    var result: [Token] = []
    var stack: [(term: Int, isNegative: Bool)] = [(i, false)]
    while let (term, isNegative) = stack.popLast() {
      if term == i || names[term] == nil, case .apply(let instruction, let x) = graph.terms[term] {
        switch instruction {
        case .add:
          stack += [(x[1], isNegative), (x[0], isNegative)]
          continue
        case .subtract:
          stack += [(x[1], !isNegative), (x[0], isNegative)]
          continue
        case .negate:
          stack.append((x[0], !isNegative))
          continue
        default: break
        }
      }
      let constant = graph.constantValue(term) ?? leadingConstant(term)
      let flips = constant.map { $0 < 0 } ?? false
      let sign = isNegative != flips ? "−" : "+"
      if !result.isEmpty {
        result.append(.text(" \(sign) "))
      } else if sign == "−" {
        result.append(.text("−"))
      }
      if !flips {
        result.append(.term(term, .product))
      } else if let value = graph.constantValue(term) {
        result.append(.text(numeral(-value)))
      } else {
        result += product(term, negated: true)
      }
    }
    return result
  }

  private func leadingConstant(_ i: Int) -> Double? {
    names[i] == nil ? graph.operands(i, of: .multiply).flatMap { graph.constantValue($0[0]) } : nil
  }

  /// The factors of nested products, equal ones together as a power.
  func product(_ i: Int, negated: Bool = false) -> [Token] {
    var result: [Token] = []
    for (factor, count) in factors(i) {
      if !result.isEmpty { result.append(.text(" · ")) }
      if negated, result.isEmpty, let value = graph.constantValue(factor) {
        result.append(.text(numeral(-value)))
      } else if count > 1 {
        result += [.term(factor, .atom), .text(superscripted(count))]
      } else if result.isEmpty, graph.constantValue(factor) != nil {
        result.append(.term(factor, .sum))
      } else {
        result.append(.term(factor, .product))
      }
    }
    return result
  }

  func factors(_ i: Int) -> [(term: Int, count: Int)] {
    var result: [(term: Int, count: Int)] = []
    var places: [Int: Int] = [:]
    var stack = [i]
    while let term = stack.popLast() {
      if term == i || names[term] == nil,
        let x = graph.operands(term, of: .multiply) ?? graph.operands(term, of: .gated)
      {
        stack += [x[1], x[0]]
      } else if graph.constantValue(term) == nil, let place = places[term] {
        result[place].count += 1
      } else {
        places[term] = result.count
        result.append((term, 1))
      }
    }
    return result
  }
}

/// The number as mathematics writes it: a true minus sign, whole numbers without a point.
func numeral(_ value: Double) -> String {
  let magnitude = value.magnitude
  let isShort = magnitude < 1e15 && magnitude == magnitude.rounded()
  return (value < 0 ? "−" : "") + (isShort ? String(Int(magnitude)) : String(describing: magnitude))
}

private func superscripted(_ number: Int) -> String {
  let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  return String(String(number).map { digits[$0.wholeNumberValue!] })
}
