import ArgumentParser

/// The sizes of the hidden layers.
struct HiddenSizes: Sendable, CustomStringConvertible {
  let sizes: [Int]

  private static let sizeRange = 1...1 << 20
  private static let most = 63

  static let standard = HiddenSizes(sizes: [400])

  /// Sizes that are known to be in range.
  init(sizes: [Int]) { self.sizes = sizes }

  /// `400`, `512,256`, or `none` for softmax regression.
  init(parsing text: String) throws {
    if text == "none" {
      sizes = []
      return
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    sizes = parts.compactMap { Int($0) }.filter(Self.sizeRange.contains)
    guard sizes.count == parts.count, sizes.count <= Self.most else {
      let bounds = "from 1 to \(Self.sizeRange.upperBound), at most \(Self.most) of them"
      throw ValidationError("expected sizes such as 400 or 512,256 (\(bounds)), or none")
    }
  }

  var description: String { sizes.isEmpty ? "none" : sizes.map(String.init).joined(separator: ",") }
}
