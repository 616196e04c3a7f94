extension Graph {
  /// What is known of a term's values without computing them.
  struct Traits {
    /// Whether it reads an input at all.
    var readsInputs = false
    /// Between which bounds the values lie, for finite inputs.
    var range = Interval.all
    /// May be infinite though all inputs are finite: a pole or an overflow lies within its reach.
    var isSingular = false
    /// May come down to 0 by saturation or underflow, where the mathematics has no zero: a sigmoid far out.
    var vanishes = false
    /// Levels off: so 1 − s and 1 − t² may come down to 0.
    var saturates = false

    /// May be infinite, or leave the range of Float, for some inputs.
    var isUnbounded: Bool { range.isUnbounded }

    init(of term: Term, in graph: Graph) {
      switch term {
      case .input(let index):
        readsInputs = true
        isSingular = graph.singularInputs.contains(index)
      case .parameter: break
      case .constant(let bits):
        let value = Double(bitPattern: bits)
        range = Interval(value, value)
        isSingular = !value.isFinite
      case .apply(let instruction, let operands):
        describe(instruction.rule, operands, operands.map { graph.traits[$0] })
      }
    }

    private mutating func describe(_ rule: InstructionRule, _ operands: [Int], _ x: [Traits]) {
      readsInputs = x.contains { $0.readsInputs }
      range = rule.range(x.map(\.range))
      // Equal factors: a square.
      if operands.count == 2, operands[0] == operands[1], rule.isProduct {
        range = Interval(max(range.low, 0), range.high)
      }
      isSingular = isUnbounded && (rule.hasPole(x.map(\.range)) || x.contains { $0.isSingular })
      switch rule.tail {
      case .none: break
      case .inherited:
        (vanishes, saturates) = (x.contains { $0.vanishes }, x.contains { $0.saturates })
      case .sum:
        saturates = x.contains { $0.saturates }
        vanishes = saturates
      case .quotient:
        vanishes = x[0].vanishes || x[1].isUnbounded
        saturates = x.contains { $0.saturates } || x[1].isUnbounded
      case .selection:
        vanishes = x[1].vanishes || x[2].vanishes
        saturates = x[1].saturates || x[2].saturates
      case .levels: saturates = true
      case .fades: (vanishes, saturates) = (true, true)
      }
    }
  }
}

extension InstructionRule {
  fileprivate var isProduct: Bool {
    switch notation {
    case .product, .gate: true
    default: false
    }
  }

  /// Between which bounds the values lie.
  fileprivate func range(_ x: [Interval]) -> Interval {
    switch range {
    case .within(let low, let high): return Interval(low, high)
    case .increasing(let least):
      return Interval(value([max(x[0].low, least)]), value([max(x[0].high, least)]))
    case .computed(let range): return range(x)
    }
  }
}
