import Fledge
import Foundation
import Testing

/// A wrong axis, index, shape or count stops the program with a message that names the function, what it expected and what
/// came.
@Suite struct AxisErrorTests {
  private func expectMessage(
    _ result: ExitTest.Result?, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts {
      #expect(text.contains(part), "\(text.suffix(400))", sourceLocation: sourceLocation)
    }
  }

  @Test func wrongAxis() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).cumulativeSum(axis: 2)
    }
    expectMessage(result, "cumulativeSum", "axis 2", "(2, 3)")
  }

  @Test func indexOutOfRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[0, 3]
    }
    expectMessage(result, "[0, 3]", "(2, 3)", "index 3", "axis 1")
  }

  @Test func indexOfMin() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[.all, Int.min]
    }
    expectMessage(result, "index", "axis 1")
  }

  @Test func rangeOutOfRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[1..., 1...3]
    }
    expectMessage(result, "[1..., 1...3]", "axis 1")
  }

  @Test func negativeRange() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([4])[-5..<2]
    }
    expectMessage(result, "[-5..<2]", "out of range")
  }

  @Test func tooManySelections() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[0, 0, 0]
    }
    expectMessage(result, "at most 2 axes", "got 3")
  }

  @Test func twoEllipses() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[.ellipsis, .ellipsis]
    }
    expectMessage(result, "at most one .ellipsis")
  }

  @Test func assignedShape() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var x = Tensor.zeros([2, 3])
      x[0] = [1, 2]
    }
    expectMessage(result, "(2)", "(3)", "broadcast")
  }

  @Test func assignedType() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var x = Tensor.zeros([2, 3])
      x[0] = Tensor([1] as [Int32])
    }
    expectMessage(result, "float32", "int32", "converted(to:)")
  }

  @Test func numberOfSeveral() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let _: Double = Tensor.zeros([2, 3])[0]
    }
    expectMessage(result, "one element", "(3)")
  }

  @Test func indexBeyondTheAxis() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).taking([0, 3], axis: 1)
    }
    expectMessage(result, "taking", "index number 1 is 3", "0 to 2")
  }

  @Test func indexBeyondInt32() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([4, 3]).gatherRows(Tensor([1, 4_294_967_297] as [Int64]))
    }
    expectMessage(result, "gatherRows", "4294967297", "0 to 3")
  }

  @Test func negativeIndex() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).gather(Tensor([[-1], [0]] as [[Int32]]), axis: 1)
    }
    expectMessage(result, "gather", "is -1", "0 to 2")
  }

  @Test func indicesThatAreFloats() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).taking([0, 1] as Tensor)
    }
    expectMessage(result, "taking", "integers", "float32")
  }

  @Test func gatherShapes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).gather(Tensor([[0]] as [[Int32]]), axis: 1)
    }
    expectMessage(result, "gather", "(2, 3)", "(1, 1)")
  }

  @Test func scatterShapes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).scatterAdding(.zeros([2, 2]), at: Tensor([[0], [0]] as [[Int32]]), axis: 1)
    }
    expectMessage(result, "scatterAdding", "(2, 1)", "(2, 2)")
  }

  @Test func topKTooMany() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).topK(4)
    }
    expectMessage(result, "topK", "0 to 3", "got 4")
  }

  @Test func argMaxOfNothing() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 0]).argMax(axis: -1)
    }
    expectMessage(result, "argMax", "(2, 0)")
  }

  @Test func maximumOfNoIntegers() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([] as [Int32]).max()
    }
    expectMessage(result, "max", "(0)")
  }

  @Test func normOfOrderZero() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).norm(0)
    }
    expectMessage(result, "norm", "p > 0")
  }

  @Test func medianOfNothing() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([0]).median()
    }
    expectMessage(result, "median", "(0)")
  }

  @Test func splitUnevenly() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).split(into: 2, axis: 1)
    }
    expectMessage(result, "split", "(2, 3)", "2 equal parts")
  }

  @Test func splitOverflowing() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([4]).split([.max, .max, 6])
    }
    expectMessage(result, "split", "(4)")
  }

  @Test func stackOfShapes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.stacked([.zeros([2]), .zeros([3])])
    }
    expectMessage(result, "stacked", "number 1", "(3)")
  }

  @Test func squeezedLong() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 1]).squeezed(axis: 0)
    }
    expectMessage(result, "squeezed", "length 1", "(2, 1)")
  }

  @Test func repeatedTooOften() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).repeated(.max, axis: 0)
    }
    expectMessage(result, "repeated", "memory")
  }

  @Test func tiledTooOften() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).tiled([.max, .max])
    }
    expectMessage(result, "tiled", "memory")
  }

  @Test func paddedTooWide() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).padded([(.max, .max)])
    }
    expectMessage(result, "padded", "(2)")
  }

  @Test func edgeRepeatedTooOften() async {
    let memory = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).padded(axis: 0, before: 1 << 60, with: .edge)
    }
    expectMessage(memory, "Shape", "2⁴⁸")
    let places = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).padded(axis: 0, after: 1 << 40, with: .edge)
    }
    expectMessage(places, "padded", "at most 2147483647", "got 0 and 1099511627776")
  }

  @Test func reflectedTooFar() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).padded([(2, 0)], with: .reflect)
    }
    expectMessage(result, "padded", "at most 1")
  }

  @Test func widthsOfOtherRank() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).padded([(1, 0)])
    }
    expectMessage(result, "padded", "(2, 3)", "got 1")
  }

  @Test func differencesTooOften() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).differences(order: 3)
    }
    expectMessage(result, "differences", "0 to 2", "got 3")
  }

  @Test func diagonalOfAVector() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).diagonal()
    }
    expectMessage(result, "diagonal", "rank 2", "(2)")
  }

  @Test func hugeDiagonalMatrix() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2]).diagonalMatrix(offset: .min)
    }
    expectMessage(result, "diagonalMatrix", "memory")
  }

  @Test func negativeTriangle() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.lowerTriangle(-1)
    }
    expectMessage(result, "lowerTriangle", "-1")
  }

  @Test func reshapedOverflowing() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([4]).reshaped(to: [.max, 3, -1])
    }
    expectMessage(result, "reshaped", "(4)")
  }

  @Test func einsumLengths() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij,jk->ik", .zeros([2, 3]), .zeros([4, 2]))
    }
    expectMessage(result, "index j", "length 3", "4")
  }

  @Test func einsumRank() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij,jk->ik", .zeros([2, 3]), .zeros([3]))
    }
    expectMessage(result, "operand 1", "jk", "(3)")
  }

  @Test func einsumCount() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij,jk->ik", .zeros([2, 3]))
    }
    expectMessage(result, "expected 2 operands", "got 1")
  }

  @Test func einsumUnknownResult() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij->ik", .zeros([2, 3]))
    }
    expectMessage(result, "no operand", "k")
  }

  @Test func einsumTwiceInTheResult() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij->ii", .zeros([2, 3]))
    }
    expectMessage(result, "twice", "i")
  }

  @Test func einsumDigits() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("i1->i", .zeros([2, 3]))
    }
    expectMessage(result, "letters", "got 1")
  }

  @Test func dotOfLengths() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = dot([1, 2], [1, 2, 3])
    }
    expectMessage(result, "dot", "(2)", "(3)")
  }
}
