import FledgeData
import FledgePictures
import FledgeTensor
import Foundation
import TestSupport
import Testing

@Suite struct AugmentationTests {
  /// 0, 1, 2, … row by row.
  private func counting(_ shape: Shape) -> Tensor {
    Tensor(shape: shape, (0..<shape.elementCount).map { Double($0) })
  }

  private func apply(
    _ changes: Augmentation..., to picture: Tensor, outside: Augmentation.Outside = .value(-1),
    seed: UInt64 = 0
  ) -> Tensor {
    var random = Random(seed: seed)
    return Augmentation.apply(changes, to: picture, outside: outside, using: &random)
  }

  @Test func shiftsByWholePixels() {
    let picture = counting([4, 5])
    let moved = apply(.shift(rows: 0.25...0.25, columns: -0.4 ... -0.4), to: picture)
    let expected = [[-1, -1, -1, -1, -1], [2, 3, 4, -1, -1], [7, 8, 9, -1, -1], [12, 13, 14, -1, -1]]
    expectClose(moved, Tensor(expected.map { $0.map(Double.init) }), within: 1e-12)
    let edge = apply(.shift(rows: 0.25...0.25, columns: 0...0), to: picture, outside: .edge)
    #expect(edge == Tensor.concatenated([picture[0..<1], picture[0..<3]], axis: 0))
  }

  /// Half a pixel is the mean of two.
  @Test func interpolates() {
    let moved = apply(.shift(rows: 0...0, columns: 0.125...0.125), to: counting([1, 4]), outside: .edge)
    #expect(moved == Tensor([[0, 0.5, 1.5, 2.5]] as [[Double]]))
  }

  @Test func quarterTurns() {
    let picture = counting([3, 3])
    let turned = apply(.rotate(degrees: 90...90), to: picture)
    #expect(turned == Tensor([[2, 5, 8], [1, 4, 7], [0, 3, 6]] as [[Double]]))
    #expect(apply(.rotate(degrees: 360...360), to: picture) == picture)
    #expect(apply(.rotate(degrees: -90 ... -90), .rotate(degrees: 90...90), to: picture) == picture)
    #expect(apply(.rotate(degrees: 180...180), to: picture) == picture.flipped(axes: [0, 1]))
    // In all channels, and in the type of the picture.
    let colours = counting([3, 3, 2]).converted(to: .float32)
    let back = apply(.rotate(degrees: 270...270), .rotate(degrees: 90...90), to: colours)
    #expect(back == colours)
  }

  /// Two maps in a row are one: turned by 30 and 60 degrees is turned by 90, without a second interpolation.
  @Test func mapsAreComposed() {
    let picture = counting([5, 5])
    let turned = apply(.rotate(degrees: 30...30), .rotate(degrees: 60...60), to: picture)
    expectClose(turned, apply(.rotate(degrees: 90...90), to: picture), within: 1e-12)
    let sheared = apply(.shear(degrees: 20...20), .shear(degrees: -20 ... -20), to: picture)
    expectClose(sheared, picture, within: 1e-12)
    let scaled = apply(.scale(4...4), .scale(0.25...0.25), to: picture)
    #expect(scaled == picture)
    // The first change is done first: a shift to the right, then a turn, moves up.
    let both = apply(.shift(rows: 0...0, columns: 0.2...0.2), .rotate(degrees: 90...90), to: picture)
    expectClose(
      both, apply(.rotate(degrees: 90...90), .shift(rows: -0.2 ... -0.2, columns: 0...0), to: picture),
      within: 1e-12)
  }

  @Test func flips() {
    let picture = counting([3, 4, 2])
    let left = Augmentation.flip(.leftRight, probability: 1)
    #expect(apply(left, to: picture) == picture.flipped(axes: [1]))
    #expect(apply(.flip(.topBottom, probability: 1), to: picture) == picture.flipped(axes: [0]))
    #expect(apply(left, left, to: picture) == picture)
    #expect(apply(.flip(.leftRight, probability: 0), to: picture) == picture)
    let mirrored = (0..<1000).filter { apply(.flip(.leftRight), to: picture, seed: UInt64($0)) != picture }
      .count
    #expect(400...600 ~= mirrored)
  }

  @Test func scalesAroundTheCentre() {
    let line = counting([1, 5])
    #expect(apply(.scale(2...2), to: line) == Tensor([[1, 1.5, 2, 2.5, 3]] as [[Double]]))
    #expect(apply(.scale(0.5...0.5), to: line) == Tensor([[-1, 0, 2, 4, -1]] as [[Double]]))
  }

  /// The upper half goes to the right, by one column a row for 45 degrees.
  @Test func shears() {
    let sheared = apply(.shear(degrees: 45...45), to: counting([3, 3]))
    expectClose(sheared, Tensor([[-1, 0, 1], [3, 4, 5], [7, 8, -1]] as [[Double]]), within: 1e-12)
  }

  @Test func cropOfTheWholeIsTheWhole() {
    let picture = counting([4, 6])
    #expect(apply(.crop(area: 1...1, proportions: 1...1), to: picture) == picture)
    // A quarter of the area is half of each side: neighbours are half a pixel apart.
    let cut = apply(.crop(area: 0.25...0.25, proportions: 1...1), to: picture, outside: .edge)
    let values = cut.elements(as: Double.self)
    for column in 2..<4 { #expect(abs(values[column] - values[column - 1] - 0.5) < 1e-9) }
    #expect(values.min()! >= 0 && values.max()! <= 23)
  }

  @Test func elastic() {
    let picture = counting([8, 9])
    #expect(apply(.elastic(alpha: 0, sigma: 4), to: picture) == picture)
    let distorted = apply(.elastic(alpha: 34, sigma: 4), to: picture, outside: .edge)
    #expect(distorted != picture)
    #expect(distorted == apply(.elastic(alpha: 34, sigma: 4), to: picture, outside: .edge))
    // The mean over a wide Gaussian is near 0: a smooth field moves little.
    expectClose(apply(.elastic(alpha: 1, sigma: 8), to: picture, outside: .edge), picture, within: 0.05)
  }

  /// The field is what Simard and others say: noise convolved with a Gaussian. Its variance at a pixel far from the edges is
  /// α²/3 · (Σw²)², with the Gaussian's weights w.
  @Test func strengthOfElastic() {
    let (alpha, sigma) = (2.0, 1.5)
    let ramp = Tensor(shape: [1, 41], (0..<41).map { Double($0) })
    let weights = (-5...5).map { Foundation.exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
    let sum = weights.reduce(0, +)
    let expected =
      alpha * alpha / 3 * weights.reduce(0) { $0 + $1 * $1 / sum / sum } * (weights[5] / sum)
      * (weights[5] / sum)
    let moves = (0..<4000).map {
      apply(.elastic(alpha: alpha, sigma: sigma), to: ramp, outside: .edge, seed: UInt64($0)).elements(
        as: Double.self)[20] - 20
    }
    let variance = moves.reduce(0) { $0 + $1 * $1 } / 4000
    #expect(abs(variance / expected - 1) < 0.1)
  }

  @Test func erases() {
    let ones = Tensor.ones([10, 10, 3])
    let always = Augmentation.erase(area: 0.2...0.2, proportions: 1...1, probability: 1, value: 0)
    // 20 pixels are nearest to a square of 4 × 4.
    #expect(apply(always, to: ones).sum().item == 300 - 48)
    #expect(apply(.erase(probability: 0), to: ones) == ones)
    #expect(
      apply(.erase(area: 1...1, proportions: 1...1, probability: 1, value: 0.5), to: ones) == ones * 0.5)
    for seed in 0..<50 {
      let left = apply(.erase(probability: 1), to: ones, seed: UInt64(seed)).sum().item / 300
      #expect(0.5...1 ~= left)
    }
  }

  @Test func addsNoise() {
    let noisy = apply(.noise(standardDeviation: 0.1), to: Tensor.zeros([100, 100]))
    let deviation = (noisy * noisy).mean().item.squareRoot()
    #expect(abs(deviation - 0.1) < 0.003 && abs(noisy.mean().item) < 0.005)
    #expect(apply(.noise(standardDeviation: 0), to: counting([2, 2])) == counting([2, 2]))
  }

  /// Rows stay rows, epochs differ, and the same epoch is the same however its batches are made.
  @Test func dataSets() {
    let pixels = Tensor(shape: [20, 6, 5], noise(600))
    let plain = Dataset(inputs: pixels, labels: (0..<20).map { $0 % 2 })
    let changes: [Augmentation] = [
      .rotate(upTo: 20), .shift(upTo: 0.1), .elastic(alpha: 3, sigma: 2), .erase(),
    ]
    let augmented = plain.augmented(changes, seed: 3)
    let inputs = { (dataset: Dataset, epoch: Int, ahead: Int) in
      let loader = DataLoader(dataset, batchSize: 7, batchesAhead: ahead)
      return loader.epoch(epoch).map { $0.inputs.reshaped(to: [-1]) }
    }
    #expect(augmented.inputShape == [6, 5])
    #expect(inputs(augmented, 1, 0) == inputs(augmented, 1, 3))
    #expect(inputs(augmented, 1, 0) != inputs(augmented, 2, 0))
    let rows = plain.flattened().augmented(changes, picture: [6, 5], seed: 3)
    #expect(rows.inputShape == [30])
    #expect(inputs(rows, 1, 0) == inputs(augmented, 1, 0))
  }

  @Test func whatMeansNothingStops() async {
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset(inputs: Tensor.zeros([2, 6]), labels: [0, 1]).augmented([.noise(standardDeviation: 1)])
      }, "expected examples (rows, columns)", "got (6)")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset(inputs: Tensor.zeros([2, 6, 1]), labels: [0, 1]).augmented([.scale(0...1)])
      }, "finite factors above 0")
  }
}
