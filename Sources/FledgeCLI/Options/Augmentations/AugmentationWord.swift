import Fledge

/// A change that `--augment` knows: a row of the table that its help reads too.
struct AugmentationWord: Sendable {
  let name: String
  /// As one writes it, with its numbers.
  let usage: String
  let summary: String
  /// The numbers that may stand behind the name.
  var arguments = 1...1
  let make: @Sendable ([LayerItem.Argument]) throws -> AugmentationList.Change

  /// Every change.
  static let all: [AugmentationWord] = [
    AugmentationWord(name: "shift", usage: "shift 2", summary: "by up to so many pixels, to any side") {
      words in
      let pixels = try number(words[0], 0...1e4, "pixels from 0 to 10,000")
      return { picture in
        let (rows, columns) = (pixels / Double(picture[0]), pixels / Double(picture[1]))
        return .shift(rows: -rows...rows, columns: -columns...columns)
      }
    },
    AugmentationWord(name: "rotate", usage: "rotate 10", summary: "by up to so many degrees, to either side")
    { words in
      let degrees = try number(words[0], 0...360, "degrees from 0 to 360")
      return { _ in .rotate(upTo: degrees) }
    },
    AugmentationWord(
      name: "scale", usage: "scale 0.9 1.1", summary: "by a factor between these", arguments: 2...2
    ) { words in
      let factors = try words.map { try number($0, 0.01...100, "a factor from 0.01 to 100") }
      guard factors[0] <= factors[1] else {
        throw LayerListError(
          column: words[1].column,
          message: "expected a factor of \(words[0].text) or more, found '\(words[1].text)'")
      }
      return { _ in .scale(factors[0]...factors[1]) }
    },
    AugmentationWord(name: "shear", usage: "shear 10", summary: "by up to so many degrees, to either side") {
      words in
      let degrees = try number(words[0], 0...80, "degrees from 0 to 80")
      return { _ in .shear(upTo: degrees) }
    },
    AugmentationWord(
      name: "elastic", usage: "elastic 8 4",
      summary: "every pixel for itself, by so many pixels times a noise that is smoothed over so many",
      arguments: 2...2
    ) { words in
      let alpha = try number(words[0], 0...1e4, "a strength from 0 to 10,000")
      let sigma = try number(words[1], 0.1...1e3, "a width in pixels from 0.1 to 1,000")
      return { _ in .elastic(alpha: alpha, sigma: sigma) }
    },
    AugmentationWord(
      name: "flip", usage: "flip", summary: "mirrored, one of two; flip top-bottom for the other axis",
      arguments: 0...1
    ) { words in
      guard let word = words.first else { return { _ in .flip(.leftRight) } }
      guard let mirror = Augmentation.Mirror(rawValue: word.text) else {
        let names = Augmentation.Mirror.allCases.map(\.rawValue).joined(separator: " or ")
        throw LayerListError(column: word.column, message: "expected \(names), found '\(word.text)'")
      }
      return { _ in .flip(mirror) }
    },
    AugmentationWord(
      name: "crop", usage: "crop 0.6", summary: "a part of at least this share of the area, enlarged"
    ) { words in
      let share = try number(words[0], 0.01...1, "a share from 0.01 to 1")
      return { _ in .crop(area: share...1) }
    },
    AugmentationWord(
      name: "erase", usage: "erase 0.5", summary: "a rectangle blotted out, with this probability"
    ) { words in
      let probability = try number(words[0], 0...1, "a probability from 0 to 1")
      return { _ in .erase(probability: probability) }
    },
    AugmentationWord(
      name: "noise", usage: "noise 0.05", summary: "of this deviation, where pixels are from 0 to 1"
    ) { words in
      let deviation = try number(words[0], 0...100, "a deviation from 0 to 100")
      return { _ in .noise(standardDeviation: deviation) }
    },
  ]

  private static func number(
    _ word: LayerItem.Argument, _ range: ClosedRange<Double>, _ expected: String
  ) throws -> Double {
    guard let number = Double(word.text), range.contains(number) else {
      throw LayerListError(column: word.column, message: "expected \(expected), found '\(word.text)'")
    }
    return number
  }
}
