import Fledge
import Testing

@Suite struct NumberTests {
  @Test("a quotient of whole literals beside a tensor or in a formula is a fraction")
  func quotientOfLiterals() {
    #expect((Tensor([510.0]) * (1 / 255)).item == 2)
    #expect((Tensor([1.0]) + (1 / 2)).item == 1.5)
    #expect(Formula { x in x * (1 / 4) }([8])[0] == 2)
  }
}
