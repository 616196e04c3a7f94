/// Makes samples of 8 bits, grey or red, green and blue, of the pixels of a PNG file.
struct PNGColours {
  private let header: PNGHeader
  /// What transparent pixels show; nil: they are taken as they are.
  private let background: UInt8?
  /// The samples of each stored number, where a pixel is one number of at most 8 bits.
  private var table: [UInt8] = []
  /// How many numbers stand for a colour.
  private let colours: Int
  /// The stored samples of the one transparent colour.
  private var transparent: [Int]?
  private let channels: Int

  init(_ contents: PNGContents, _ options: PictureOptions) {
    header = contents.header
    channels = header.size.channels.rawValue
    switch options.background {
    case .white: background = 255
    case .black: background = 0
    case .none: background = nil
    }
    let alpha = contents.transparency
    if header.content == .palette {
      colours = contents.palette.count / 3
      table = contents.palette
      for colour in alpha.indices {
        for sample in 3 * colour..<3 * colour + 3 { table[sample] = laid(table[sample], alpha[colour]) }
      }
      table += [UInt8](repeating: 0, count: 768 - table.count)
    } else {
      colours = 256
      if background != nil, !alpha.isEmpty {
        transparent = stride(from: 0, to: alpha.count, by: 2).map { Int(alpha[$0]) << 8 | Int(alpha[$0 + 1]) }
      }
      if header.content == .grey, header.depth <= 8 {
        let white = 1 << header.depth - 1
        table = (0..<256).map { UInt8(clamping: $0 * 255 / white) }
        if let key = transparent?[0], key <= white { table[key] = background! }
      }
    }
  }

  /// Whether the bytes of a row are the samples.
  private var isStored: Bool {
    header.depth == 8 && transparent == nil && (header.content == .grey || header.content == .colour)
  }

  /// Makes the samples of a row of `columns` pixels; gives the column of the first that has no colour in the palette.
  // Safe: the row has the bytes of as many pixels and the result room for their samples; a table has 256 colours.
  func decode(
    _ row: UnsafePointer<UInt8>, _ columns: Int, into result: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    if isStored {
      result.update(from: row, count: columns * channels)
      return nil
    }
    if !table.isEmpty { return lookUp(row, columns, into: result) }
    let (stored, width) = (header.content.samples, header.depth / 8)
    for column in 0..<columns {
      let pixel = row + column * stored * width
      var alpha: UInt8 = 255
      if stored > channels {
        alpha = level(pixel + channels * width)
      } else if let transparent, (0..<channels).allSatisfy({ raw(pixel + $0 * width) == transparent[$0] }) {
        alpha = 0
      }
      for channel in 0..<channels {
        result[column * channels + channel] = laid(level(pixel + channel * width), alpha)
      }
    }
    return nil
  }

  // Safe: as for `decode`.
  private func lookUp(
    _ row: UnsafePointer<UInt8>, _ columns: Int, into result: UnsafeMutablePointer<UInt8>
  ) -> Int? {
    let (depth, mask) = (header.depth, 1 << header.depth - 1)
    return table.withUnsafeBufferPointer { table in
      for column in 0..<columns {
        let bit = column * depth
        let shift = 8 - depth - bit & 7
        let number = Int(row[bit >> 3] >> shift) & mask
        guard number < colours else { return column }
        for channel in 0..<channels {
          result[column * channels + channel] = table[number * channels + channel]
        }
      }
      return nil
    }
  }

  // Safe: a sample of a pixel within the row.
  private func raw(_ sample: UnsafePointer<UInt8>) -> Int {
    header.depth == 16 ? Int(sample[0]) << 8 | Int(sample[1]) : Int(sample[0])
  }

  /// The sample in 8 bits: 65535 becomes 255, rounded to the nearest.
  private func level(_ sample: UnsafePointer<UInt8>) -> UInt8 {
    header.depth == 16 ? UInt8((raw(sample) + 128) / 257) : sample[0]
  }

  /// The sample laid upon the background with this alpha.
  private func laid(_ sample: UInt8, _ alpha: UInt8) -> UInt8 {
    guard let background, alpha < 255 else { return sample }
    let opacity = Int(alpha)
    let sum = Int(sample) * opacity + Int(background) * (255 - opacity)
    return UInt8((sum + 127) / 255)
  }
}
