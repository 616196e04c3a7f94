import Fledge
import Foundation
import Testing

/// Types that do not go together stop the program with a message that names both and the remedy.
@Suite struct TypeErrorTests {
  private static func expect(
    _ parts: String..., from result: ExitTest.Result?, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts {
      #expect(text.contains(part), "\(text.suffix(400))", sourceLocation: sourceLocation)
    }
  }

  @Test func widthsOfFloatingPoint() async {
    Self.expect(
      "*: the tensors' types differ, float32 and float64", "converted(to: .float32)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([1, 2]) * Tensor([1, 2], dtype: .float64)
      })
    Self.expect(
      "float32", "float64", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Formula { x, y in x * y }(Tensor([1, 2]), Tensor([1, 2], dtype: .float64))
      })
  }

  @Test func differentIntegers() async {
    Self.expect(
      ".==: the tensors' types differ, int32 and int64", "converted(to: .int64)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([Int32(1)]) .== Tensor([1] as [Int])
      })
  }

  @Test func arithmeticOfMasks() async {
    Self.expect(
      "+: both tensors are masks", "&, | and !", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([true]) + Tensor([true])
      })
    Self.expect(
      "-: the tensor is a mask", "!",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = -Tensor([true])
      })
  }

  @Test func logicOfNumbers() async {
    Self.expect(
      "&: expected masks (bool), got float32", ".!= 0",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([1]) & Tensor([true])
      })
  }

  @Test func armsOfSelect() async {
    Self.expect(
      "select: the tensors' types differ, float32 and int64", "converted(to: .float32)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = select(Tensor([true]), Tensor([1]), Tensor([1] as [Int]))
      })
    Self.expect(
      "select: the mask must be bool, got float32",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = select(Tensor([1]), Tensor([1]), 0)
      })
  }

  @Test func matrixProductOfIntegers() async {
    Self.expect(
      "matmul", "int64", "converted(to: .float32)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = matmul(Tensor.identity(2, dtype: .int64), Tensor.identity(2, dtype: .int64))
      })
  }

  @Test func largestOfNoIntegers() async {
    Self.expect(
      "max: there is none of no integers", "(0)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor([] as [Int]).max()
      })
  }
}
