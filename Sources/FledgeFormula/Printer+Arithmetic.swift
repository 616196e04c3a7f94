// Sums and products are written flat, with signs and powers.

extension Printer {
  /// The terms of nested sums, each with its sign.
  func sum(_ i: Int) -> [Token] {
    var result: [Token] = []
    var stack: [(node: Int, isNegative: Bool)] = [(i, false)]
    while let (node, isNegative) = stack.popLast() {
      if node == i || names[node] == nil, case .operation(let operation, let x) = graph.nodes[node] {
        switch operation {
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
      let constant = graph.constantValue(node) ?? leadingConstant(node)
      let flips = constant.map { $0 < 0 } ?? false
      let sign = isNegative != flips ? "−" : "+"
      if !result.isEmpty {
        result.append(.text(" \(sign) "))
      } else if sign == "−" {
        result.append(.text("−"))
      }
      if !flips {
        result.append(.node(node, .product))
      } else if let value = graph.constantValue(node) {
        result.append(.text(numeral(-value)))
      } else {
        result += product(node, negated: true)
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
        result += [.node(factor, .atom), .text(superscripted(count))]
      } else if result.isEmpty, graph.constantValue(factor) != nil {
        result.append(.node(factor, .sum))
      } else {
        result.append(.node(factor, .product))
      }
    }
    return result
  }

  func factors(_ i: Int) -> [(node: Int, count: Int)] {
    var result: [(node: Int, count: Int)] = []
    var places: [Int: Int] = [:]
    var stack = [i]
    while let node = stack.popLast() {
      if node == i || names[node] == nil,
        let x = graph.operands(node, of: .multiply) ?? graph.operands(node, of: .gated)
      {
        stack += [x[1], x[0]]
      } else if graph.constantValue(node) == nil, let place = places[node] {
        result[place].count += 1
      } else {
        places[node] = result.count
        result.append((node, 1))
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
