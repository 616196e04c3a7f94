import Fledge
import Testing

@testable import FledgeTraining

@Suite struct LinearDesignTests {
  @Test("a column of a number that no sum holds exactly is 0 once it is centred")
  func constant() {
    for value in [0.1, 0.3, 0.7, 1.0 / 3, 1e-30] {
      let design = LinearDesign(.full([1000, 1], value, dtype: .float64), penalty: 1)
      #expect(design.inputs.elements(as: Double.self).allSatisfy { $0 == 0 } && design.means.item == value)
    }
  }
}
