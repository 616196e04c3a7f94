import Fledge
import Testing

@Suite struct CentralDifferencesTests {
  @Test("slopes of a smooth function; nil at a kink")
  func slopes() {
    let x = Tensor([1.0, 0, -2], dtype: .float64)
    let smooth = CentralDifferences(of: { $0.squared }, at: x, coordinates: [0, 2])
    #expect(smooth.slopes.count == 2)
    #expect((smooth.slopes[0][0]! - 2).magnitude < 1e-8 && (smooth.slopes[1][2]! + 4).magnitude < 1e-8)
    #expect(smooth.slopes[0][1] == 0)
    #expect(smooth.largestValue == 4)
    let kink = CentralDifferences(of: { relu($0).sum() }, at: x, coordinates: [0, 1, 2])
    #expect(kink.slopes[1][0] == nil)
    #expect((kink.slopes[0][0]! - 1).magnitude < 1e-8 && kink.slopes[2][0] == 0)
  }

  @Test("the input is not changed")
  func input() {
    let x = Tensor([1.0, 2], dtype: .float64)
    _ = CentralDifferences(of: { $0 }, at: x, coordinates: [0, 1])
    #expect(x == Tensor([1.0, 2], dtype: .float64))
  }
}
