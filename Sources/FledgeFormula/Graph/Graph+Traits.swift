import FledgeBasics

extension Graph {
  /// What is known of a term's values without computing them.
  struct Traits {
    /// Which inputs it reads, bit i for input i.
    var inputs: UInt32 = 0
    var readsParameters = false
    /// May be infinite, or overflow, for some inputs.
    var isUnbounded = false
    /// May come down to 0 by saturation or underflow, where the mathematics has no zero: a sigmoid far out.
    var vanishes = false
    /// Levels off: so 1 − s and 1 − t² may come down to 0.
    var saturates = false

    init(of term: Term, in graph: Graph) {
      guard case .apply(let instruction, let numbers) = term else {
        switch term {
        case .input(let index):
          require(index < 32, "Expression.input: expected an index below 32, got \(index)")
          inputs = 1 << UInt32(index)
          isUnbounded = true
        case .parameter: readsParameters = true
        case .constant(let bits): isUnbounded = !Double(bitPattern: bits).isFinite
        case .apply: break
        }
        return
      }
      let x = numbers.map { graph.traits[$0] }
      inputs = x.reduce(0) { $0 | $1.inputs }
      readsParameters = x.contains { $0.readsParameters }
      let anyUnbounded = x.contains { $0.isUnbounded }
      let anyVanishes = x.contains { $0.vanishes }
      let anySaturates = x.contains { $0.saturates }
      switch instruction {
      case .add, .subtract:
        (isUnbounded, vanishes, saturates) = (anyUnbounded, anySaturates, anySaturates)
      case .multiply, .gated, .maximum, .minimum, .negate, .absoluteValue, .squareRoot:
        (isUnbounded, vanishes, saturates) = (anyUnbounded, anyVanishes, anySaturates)
      case .select:
        isUnbounded = x[1].isUnbounded || x[2].isUnbounded
        vanishes = x[1].vanishes || x[2].vanishes
        saturates = x[1].saturates || x[2].saturates
      case .divide:
        // A denominator like 1 + |x| is bounded away from 0, but nothing here knows it.
        isUnbounded = graph.constantValue(numbers[1]) == nil || x[0].isUnbounded
        (vanishes, saturates) = (x[0].vanishes || x[1].isUnbounded, anySaturates || x[1].isUnbounded)
      case .power: (isUnbounded, vanishes, saturates) = (true, true, true)
      case .exp, .softplus: (isUnbounded, vanishes, saturates) = (true, true, true)
      case .expm1: (isUnbounded, saturates) = (true, true)
      case .log, .log1p, .floor: isUnbounded = true
      case .sigmoid, .normalCDF, .normalPDF: (vanishes, saturates) = (true, true)
      case .tanh, .erf: saturates = true
      case .sin, .cos, .sign: break
      case .less, .lessOrEqual, .equal, .notEqual, .and, .or, .not: break
      }
    }
  }
}
