import FledgeFormula
import FledgeKernels
import Foundation
import Testing

@testable import FledgeNN
@testable import FledgeTensor

/// The programs for which the kernels have compiled loops: what layers and optimisers run, and how the kernels' list of
/// them is written.
private struct KnownProgram {
  let name: String, meaning: String
  let program: Program

  /// In the order in which the kernels look for them: what small products run comes first.
  static let all: [KnownProgram] = {
    let relu = Activation.relu.fused
    return [
      KnownProgram("bias", "z + b", FusedActivation(Formula { x in x }).biasTail),
      KnownProgram("relu", "max(x, 0)", relu.tail!),
      KnownProgram("bias_relu", "max(z + b, 0)", relu.biasTail),
      KnownProgram("gate", "the gradient of max(x, 0), of it and the value", relu.gradientTail!),
      KnownProgram("descent", "gradient descent", SGD.plain.formula.program),
      KnownProgram("decay", "gradient descent with weight decay", SGD.decaying.formula.program),
      KnownProgram("heavy_ball", "descent with momentum", SGD.heavyBall.formula.program),
      KnownProgram("nesterov", "descent with Nesterov's momentum", SGD.nesterov.formula.program),
      KnownProgram("adam", "Adam and AdamW", Adam.adam.formula.program),
    ]
  }()

  private init(_ name: String, _ meaning: String, _ program: Program) {
    (self.name, self.meaning, self.program) = (name, meaning, program)
  }

  private var raw: fledge_program { program.raw.pointee }

  var slots: Int32 { raw.register_count + raw.input_count + raw.constant_count + parameterCount }

  /// How many parameters the code reads, from the first to the last that it does.
  private var parameterCount: Int32 {
    let first = raw.register_count + raw.input_count + raw.constant_count
    let code = UnsafeBufferPointer(start: raw.code, count: Int(raw.instruction_count))
    return max(0, code.map { max($0.a, $0.b, $0.c) }.map { Int32($0) - first + 1 }.max()!)
  }

  /// In C.
  var listing: String {
    let instructions = UnsafeBufferPointer(start: raw.code, count: Int(raw.instruction_count)).map {
      "    {FLEDGE_OP_\(String(cString: fledge_opcode_name($0.op))), \($0.dst), \($0.a), \($0.b), \($0.c)},\n"
    }
    let constants = UnsafeBufferPointer(start: raw.constants, count: Int(raw.constant_count))
    let values = constants.map { "\($0)" }.joined(separator: ", ")
    let counts = [
      raw.instruction_count, raw.register_count, raw.input_count, raw.constant_count, parameterCount,
      raw.output_count, 0,
    ]
    return """
      // \(meaning)
      static const fledge_instruction known_\(name)_code[] = {
      \(instructions.joined())};
      \(constants.isEmpty ? "" : "static const double known_\(name)_constants[] = {\(values)};\n")\
      static const fledge_program known_\(name) = {
          known_\(name)_code, \(constants.isEmpty ? "NULL" : "known_\(name)_constants"), \
      \(counts.map { "\($0)" }.joined(separator: ", "))};

      """
  }

  static var file: String {
    """
    /// The programs that have compiled loops, written by Tests/FledgeNNTests/KnownProgramTests.swift from the formulas of layers
    /// and optimisers. When these change, FLEDGE_WRITE_KNOWN=1 swift test --filter KnownProgramTests writes it anew.
    #ifndef FLEDGE_PROGRAM_KNOWN_LIST_H
    #define FLEDGE_PROGRAM_KNOWN_LIST_H

    #include "fledge_program.h"

    /// In the order in which they are looked for.
    #define FLEDGE_EACH_KNOWN(EACH) \\
    \(all.map { "  EACH(\($0.name))" }.joined(separator: " \\\n"))

    /// The most slots that one of them has.
    enum { KNOWN_SLOTS = \(all.map(\.slots).max()!) };

    \(all.map(\.listing).joined(separator: "\n"))
    #endif

    """
  }
}

/// Layers and optimisers run compiled loops: a change of a formula, the simplifier or the compiler that would lose one
/// is found here.
@Suite struct KnownProgramTests {
  @Test func everyProgramIsKnown() {
    for known in KnownProgram.all {
      #expect(fledge_program_is_known(known.program.raw), "\(known.name)")
    }
  }

  @Test func aUsersDescentIsKnownToo() {
    let rule = UpdateRule<OneScalar> { w, _, g, p in (w - p[.rate] * g, []) }
    withExtendedLifetime(rule) { #expect(fledge_program_is_known(rule.formula.program.raw)) }
  }

  private enum OneScalar: CaseIterable { case rate }

  @Test func othersAreNot() {
    for formula in [Formula { x in max(x, 1) }, Formula { x, y in max(x, y) }] {
      #expect(!fledge_program_is_known(formula.program.raw), "\(formula)")
    }
  }

  @Test func theListIsWhatTheFormulasGive() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/FledgeKernels/program/program_known_list.h")
    if ProcessInfo.processInfo.environment["FLEDGE_WRITE_KNOWN"] != nil {
      try KnownProgram.file.write(to: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: path, encoding: .utf8) == KnownProgram.file)
  }
}
