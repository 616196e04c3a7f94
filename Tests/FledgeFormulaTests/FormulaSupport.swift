import FledgeFormula
import FledgeKernels
import Testing

extension Formula {
  /// The first output over an array of values of the only input, by the compiled program.
  func run(_ x: [Float], output: Int = 0) -> [Float] { run([x], output: output) }

  /// The first output over an array of values of the only input, by the compiled program.
  func run(_ x: [Double], output: Int = 0) -> [Double] { run([x], output: output) }

  /// One output over equally long arrays of inputs, by the compiled program.
  func run(_ inputs: [[Float]], parameters: [Double] = [], output: Int = 0) -> [Float] {
    run(inputs, parameters, output, FLEDGE_F32, fledge_program_run_f32)
  }

  /// One output over equally long arrays of inputs, by the compiled program.
  func run(_ inputs: [[Double]], parameters: [Double] = [], output: Int = 0) -> [Double] {
    run(inputs, parameters, output, FLEDGE_F64, fledge_program_run_f64)
  }

  /// The same, split over the worker threads.
  func runInParallel(_ inputs: [[Double]], output: Int = 0) -> [Double] {
    run(inputs, [], output, FLEDGE_F64, fledge_program_apply_f64)
  }

  typealias Kernel = (
    UnsafePointer<fledge_program>?, Int, Int, UnsafePointer<fledge_operand>?, UnsafePointer<fledge_result>?,
    UnsafePointer<Double>?
  ) -> Void

  private func run<Element: BinaryFloatingPoint>(
    _ inputs: [[Element]], _ parameters: [Double], _ output: Int, _ dtype: fledge_dtype, _ kernel: Kernel
  ) -> [Element] {
    let count = inputs[0].count
    let temporaryCount = singleProgram == nil ? stagedProgram.temporaryCount : 0
    let capacity = count * (inputCount + outputCount + temporaryCount)
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    memory.initialize(repeating: .nan, count: capacity)
    defer { memory.deallocate() }
    for (i, input) in inputs.enumerated() {
      for (j, value) in input.enumerated() { memory[i * count + j] = value }
    }
    func block(_ place: StagedProgram.Place) -> UnsafeMutablePointer<Element> {
      switch place {
      case .input(let index): memory + index * count
      case .output(let index): memory + (inputCount + index) * count
      case .temporary(let index): memory + (inputCount + outputCount + index) * count
      }
    }
    func run(
      _ program: Program, _ inputs: [StagedProgram.Place], _ outputs: [StagedProgram.Place],
      _ parameters: [Double]
    ) {
      let operands = inputs.map {
        fledge_operand(data: block($0), row_stride: count, column_stride: 1, dtype: dtype)
      }
      let results = outputs.map { fledge_result(data: block($0), row_stride: count, dtype: dtype) }
      withExtendedLifetime(program) { kernel($0.raw, 1, count, operands, results, parameters) }
    }
    if let program = singleProgram {
      run(
        program, (0..<inputCount).map { .input($0) }, (0..<outputCount).map { .output($0) }, parameters)
    } else {
      for stage in stagedProgram.stages {
        run(stage.program, stage.inputs, stage.outputs, stage.parameters.map { parameters[$0] })
      }
    }
    return (0..<count).map { block(.output(output))[$0] }
  }
}

/// Runs `body` once on each instruction set of this machine.
func onEveryInstructionSet(_ body: (String) throws -> Void) rethrows {
  defer { fledge_isa_override(-1) }
  for isa in [FLEDGE_ISA_PORTABLE, FLEDGE_ISA_NEON, FLEDGE_ISA_AVX2, FLEDGE_ISA_AVX512]
  where fledge_isa_supported(isa) {
    fledge_isa_override(isa.rawValue)
    try body(String(cString: fledge_isa_name(isa)))
  }
}

/// ∂f/∂(input) at x by central differences, or nil at a kink, where the one-sided differences disagree.
func centralDifference(_ f: Formula, _ x: [Double], input: Int, parameters: [Double] = []) -> Double? {
  let step = 1e-6 * max(1, x[input].magnitude)
  var (low, high) = (x, x)
  low[input] -= step
  high[input] += step
  func value(_ x: [Double]) -> Double { f(x, parameters: parameters)[0] }
  let (left, right) = ((value(x) - value(low)) / step, (value(high) - value(x)) / step)
  let slope = (value(high) - value(low)) / (high[input] - low[input])
  return (left - right).magnitude <= 1e-3 * max(1, slope.magnitude) ? slope : nil
}

/// The first point where the derivative differs from central differences, nil if there is none.
func derivativeMismatch(
  _ f: Formula, _ derivative: Formula, at points: [[Double]], input: Int
) -> (x: [Double], symbolic: Double, numeric: Double)? {
  for x in points {
    guard let numeric = centralDifference(f, x, input: input) else { continue }
    let symbolic = derivative(x)[0]
    let tolerance = 1e-7 * max(1, numeric.magnitude) + 1e-9 * max(1, f(x)[0].magnitude)
    if !((symbolic - numeric).magnitude <= tolerance) { return (x, symbolic, numeric) }
  }
  return nil
}
