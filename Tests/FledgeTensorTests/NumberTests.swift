import Fledge
import Testing

@Suite struct NumberTests {
  @Test("a quotient of whole literals beside a tensor or in a formula is a fraction")
  func quotientOfLiterals() {
    #expect((Tensor([510.0]) * (1 / 255)).item == 2)
    #expect((Tensor([1.0]) + (1 / 2)).item == 1.5)
    #expect(Formula { x in x * (1 / 4) }([8])[0] == 2)
  }

  @Test("Int64 beside a Double: compared exactly, though Float64 does not hold every Int64")
  func integersBesideDoubles() {
    let (x, d) = (Tensor([(1 << 53) - 1, 1 << 53, (1 << 53) + 1] as [Int]), Double(1 << 53))
    #expect(bits(x .> d) == [false, false, true])
    #expect(bits(d .< x) == [false, false, true])
    #expect(bits(x .>= d) == [false, true, true])
    #expect(bits(d .<= x) == [false, true, true])
    #expect(bits(x .< d) == [true, false, false])
    #expect(bits(d .> x) == [true, false, false])
    #expect(bits(x .<= d) == [true, true, false])
    #expect(bits(d .>= x) == [true, true, false])
    #expect(bits(x .== d) == [false, true, false])
    #expect(bits(x .!= d) == [true, false, true])
    let (ends, beyond) = (Tensor([Int.min, 0, Int.max] as [Int]), 0x1p63)
    #expect(bits(ends .< beyond) == [true, true, true])
    #expect(bits(ends .>= beyond) == [false, false, false])
    #expect(bits(ends .== beyond) == [false, false, false])
    #expect(bits(ends .>= -beyond) == [true, true, true])
    #expect(bits(ends .> -beyond) == [false, true, true])
  }

  private func bits(_ mask: Tensor) -> [Bool] { mask.elements(as: Bool.self) }

  @Test(
    "integers beside numbers that are not whole, or none",
    arguments: [-1.5, -1, -0.0, 0.25, 2, 2.5, .infinity, -.infinity, .nan] as [Double])
  func integersBesideFractions(_ d: Double) {
    let integers = Array(-2...3)
    for x in [Tensor(integers), Tensor(integers.map(Int32.init))] {
      #expect(bits(x .< d) == integers.map { Double($0) < d })
      #expect(bits(x .<= d) == integers.map { Double($0) <= d })
      #expect(bits(x .> d) == integers.map { Double($0) > d })
      #expect(bits(x .>= d) == integers.map { Double($0) >= d })
      #expect(bits(x .== d) == integers.map { Double($0) == d })
      #expect(bits(x .!= d) == integers.map { Double($0) != d })
      #expect(bits(d .< x) == integers.map { d < Double($0) })
      #expect(bits(d .>= x) == integers.map { d >= Double($0) })
    }
  }
}
