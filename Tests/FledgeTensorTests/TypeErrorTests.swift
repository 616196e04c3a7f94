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

  @Test("operations that take several tensors name both types and the remedy, too")
  func widthsInOtherOperations() async {
    Self.expect(
      "matmul: types differ: float32 and float64", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = matmul(.ones([2, 2]), .ones([2, 2], dtype: .float64))
      })
    Self.expect(
      "linear: types differ: inputs float32, bias float64", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let layer = Linear(2, 2).initialized(seed: 1)
        var mixed = layer
        mixed.bias = Linear(2, 2).initialized(seed: 1, dtype: .float64).bias
        _ = mixed([[1, 2]])
      })
    Self.expect(
      "concatenated: the tensors' types differ, float32 and, as number 1, int64", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.concatenated([[1, 2], Tensor([1] as [Int])])
      })
    Self.expect(
      "stacked: the tensors' types differ, float32 and, as number 1, float64", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.stacked([.ones([2]), .ones([2], dtype: .float64)])
      })
    Self.expect(
      "einsum \"ij,jk->ik\": expected operands of one type", "[float32, float64]", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = einsum("ij,jk->ik", .ones([2, 2]), .ones([2, 2], dtype: .float64))
      })
    Self.expect(
      "scatterAdding: the types differ, values float64 and the tensor float32", "converted(to:)",
      from: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let indices = Tensor([0, 1] as [Int])
        _ = Tensor.zeros([3]).scatterAdding(.ones([2], dtype: .float64), at: indices, axis: 0)
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
