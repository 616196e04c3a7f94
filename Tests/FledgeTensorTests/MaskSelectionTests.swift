import Fledge
import Foundation
import TestSupport
import Testing

@Suite struct MaskSelectionTests {
  @Test("what stands where a mask over any of the first axes holds, in every type")
  func taking() {
    var random = Random(seed: 31)
    for dtype in DType.allCases {
      for _ in 0..<10 {
        let shape = Shape((0..<random.integer(1...4)).map { _ in random.integer(1...4) })
        let axes = random.integer(1...shape.rank)
        let x = random.uniform(shape, from: 0, to: 100).converted(to: dtype)
        let mask = random.bernoulli(Shape(Array(shape.dimensions[..<axes])), probability: 0.5)
        let rest = shape.dimensions[axes...]
        let rows = x.reshaped(to: Shape([mask.count] + rest))
        let holds = mask.elements(as: Bool.self)
        let expected = rows.taking(holds.indices.filter { holds[$0] })
        #expect(x.taking(where: mask) == expected && x[mask] == expected, "\(shape), \(axes) axes, \(dtype)")
      }
    }
  }

  @Test("assigned elements stand where the mask holds, in order, or are one for all")
  func assigning() {
    var x: Tensor = [[1, -2, 3], [-4, 5, -6]]
    x[x .< 0] = 0
    #expect(x == [[1, 0, 3], [0, 5, 0]])
    x[x .== 0] = Tensor([7, 8, 9])
    #expect(x == [[1, 7, 3], [8, 5, 9]])
    x[Tensor([false, true])] = Tensor([[2, 2, 2]])
    #expect(x == [[1, 7, 3], [2, 2, 2]])
    x[x .> 100] = Tensor([1, 2, 3] as [Float])[..<0]
    #expect(x == [[1, 7, 3], [2, 2, 2]])
    var bytes = Tensor([1, 200, 3] as [UInt8])
    bytes[bytes .> 2] = Tensor([5, 6] as [UInt8])
    #expect(bytes.elements() == [1, 5, 6] as [UInt8])
    let one: Double = x[x .== 7]
    #expect(one == 7)
  }

  @Test("rows by an array of indices, as they are taken")
  func indices() {
    let x: Tensor = [[1, 2], [3, 4], [5, 6]]
    #expect(x[[2, 0, 2]] == [[5, 6], [1, 2], [5, 6]])
  }

  @Test("gradients go to what was taken, and from what was replaced to its replacement")
  func gradients() {
    let x: Tensor = [1, -2, 3]
    #expect(gradient(at: x) { x in (x[x .> 0] * Tensor([10, 20])).sum() } == [10, 0, 20])
    let (_, slopes) = valueAndGradients(at: [x, [5, 6]]) { inputs in
      var y = inputs[0]
      y[x .> 0] = inputs[1]
      return (y * Tensor([1, 2, 3])).sum()
    }
    #expect(slopes == [[0, 2, 0], [1, 3]])
  }

  @Test("what is no mask of the tensor's first axes is refused")
  func refused() async {
    func expect(_ result: ExitTest.Result?, _ parts: String...) {
      let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      for part in parts { #expect(text.contains(part), "\(text.suffix(400))") }
    }
    expect(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3])[Tensor([true, false, true])]
      }, "subscript: expected a mask of the shape of the first axes of (2, 3), got (3)")
    expect(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2]).taking(where: Tensor([1, 0] as [Int]))
      }, "taking(where:): expected a mask (bool), got int64", "taking(_:axis:)")
    expect(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var x = Tensor.zeros([3])
        x[Tensor([true, true, false])] = Tensor([1, 2, 3])
      }, "elements of shape (3) do not broadcast to the selected (2)")
  }
}
