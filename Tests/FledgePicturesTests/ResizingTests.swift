import TestSupport
import Testing

@testable import FledgePictures

/// What Pillow 13 gives for `resize((columns, rows), Image.BILINEAR)` and `convert("L")`.
@Suite struct ResizingTests {
  private let grey = Picture(
    size: PictureSize(rows: 7, columns: 9, channels: .grey),
    samples: (0..<63).map { UInt8(truncatingIfNeeded: $0 * 37) })
  private let colour = Picture(
    size: PictureSize(rows: 5, columns: 4, channels: .colour),
    samples: (0..<60).map { UInt8(truncatingIfNeeded: $0 * 53) })

  private func expect(_ picture: Picture, _ rows: Int, _ columns: Int, _ pillow: [Int]) {
    let resized = picture.resized(rows: rows, columns: columns)
    #expect(resized.size == PictureSize(rows: rows, columns: columns, channels: picture.size.channels))
    #expect(pillow.count == resized.samples.count)
    let difference = zip(resized.samples, pillow).map { abs(Int($0) - $1) }.max()!
    #expect(difference <= 1, "\(rows) × \(columns): \(resized.samples)")
  }

  @Test func smaller() {
    expect(grey, 3, 4, [97, 133, 112, 94, 120, 112, 134, 126, 152, 134, 113, 149])
    expect(grey, 1, 1, [123])
    expect(
      grey, 7, 4,
      [
        31, 106, 172, 61, 108, 176, 74, 86, 185, 91, 88, 163, 101, 81, 165, 145, 83, 158, 155, 61, 160, 172,
        70, 138,
        185, 74, 140, 215,
      ])
    expect(
      grey, 3, 9,
      [
        66, 103, 140, 122, 159, 86, 123, 69, 106, 156, 87, 124, 101, 123, 145, 122, 159, 90, 140, 177, 123,
        160, 87,
        124, 106, 143, 180,
      ])
    expect(
      colour, 2, 3,
      [
        108, 120, 131, 107, 160, 85, 146, 101, 119, 157, 112, 148, 99, 152, 118, 138, 93, 111,
      ])
  }

  @Test func larger() {
    expect(
      grey, 9, 11,
      [
        0, 27, 57, 87, 118, 148, 178, 209, 122, 13, 40, 51, 78, 108, 138, 169, 199, 90, 90, 81, 64,
        91, 111, 138, 168, 157, 115, 145, 59, 64, 94, 124, 151, 171, 157, 171, 129, 33, 63, 93, 124,
        154, 169, 154, 231, 72, 32, 62, 93, 123, 153, 184, 214, 174, 15, 92, 77, 92, 122, 153, 183,
        213, 117, 75, 89, 75, 95, 122, 152, 182, 187, 101, 131, 89, 78, 108, 135, 155, 182, 165,
        156, 156, 47, 77, 108, 138, 168, 195, 206, 233, 124, 37, 68, 98, 128, 159, 189, 219, 246,
      ])
    expect(
      colour, 6, 7,
      [
        0, 53, 106, 57, 110, 71, 148, 201, 16, 111, 164, 89, 73, 108, 161, 164, 53, 106, 221, 18,
        71, 93, 146, 199, 81, 134, 164, 63, 116, 109, 108, 161, 86, 153, 201, 76, 134, 146, 130,
        122, 111, 164, 196, 100, 153, 161, 119, 118, 106, 149, 63, 105, 158, 83, 113, 155, 109, 143,
        100, 115, 161, 65, 118, 193, 97, 150, 158, 115, 115, 103, 145, 60, 101, 154, 79, 109, 152,
        105, 139, 97, 111, 158, 62, 115, 147, 136, 189, 112, 124, 177, 57, 106, 159, 98, 151, 108,
        143, 191, 66, 124, 136, 120, 112, 101, 154, 240, 37, 90, 205, 94, 147, 150, 185, 238, 95,
        148, 201, 57, 92, 145, 148, 37, 90, 205, 2, 55,
      ])
    expect(
      grey, 3, 12,
      [
        66, 89, 117, 138, 124, 145, 132, 91, 118, 89, 83, 106, 156, 113, 101, 121, 104, 115, 131,
        142, 125, 145, 133, 90, 140, 163, 157, 128, 155, 114, 101, 122, 108, 129, 157, 180,
      ])
  }

  @Test func sizesThatNoPictureHas() async {
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = PictureSize(rows: .max, columns: 2, channels: .grey)
      }, "PictureSize: expected 1 to 2⁴⁸ pixels, got 9223372036854775807 × 2")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = PictureSize(rows: -2, columns: -2, channels: .colour)
      }, "PictureSize: expected 1 to 2⁴⁸ pixels, got -2 × -2")
    expectStop(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = PictureSize(rows: 0, columns: 3, channels: .grey)
      }, "PictureSize: expected 1 to 2⁴⁸ pixels, got 0 × 3")
  }

  @Test func sameSize() { #expect(grey.resized(rows: 7, columns: 9) == grey) }

  @Test func greyAndColour() {
    let luma: [UInt8] = [
      43, 173, 105, 85, 167, 70, 200, 132, 112, 165, 97, 77, 159, 62, 192, 124, 104, 186, 89, 69,
    ]
    #expect(colour.converted(to: .grey).samples == luma)
    #expect(grey.converted(to: .colour).converted(to: .grey) == grey)
    #expect(grey.converted(to: .colour).samples.prefix(6) == [0, 0, 0, 37, 37, 37])
  }
}
