import FledgeFiles

/// NumPy's names of types: the order of the bytes, a letter for the kind, and the number of bytes.
enum NPYType {
  private static let names: [(StoredType, String)] = [
    (.bool, "b1"), (.uint8, "u1"), (.int8, "i1"), (.int16, "i2"), (.uint16, "u2"), (.int32, "i4"),
    (.uint32, "u4"),
    (.int64, "i8"), (.uint64, "u8"), (.float16, "f2"), (.float32, "f4"), (.float64, "f8"),
  ]

  /// The type that a name says, and whether its bytes come in the order that this library's machines do not have; `nil` for
  /// what is no number of a type known here.
  static func parse(_ name: String) -> (type: StoredType, isBigEndian: Bool)? {
    let order = name.first.flatMap { "<>|=".contains($0) ? $0 : nil }
    let letters = order == nil ? name[...] : name.dropFirst()
    // "=" and "|" are the machine's own order, which is that of every machine where files are written today.
    return names.first { $0.1 == letters }.map { ($0.0, order == ">") }
  }

  /// The name that `numpy.save` writes for a little-endian machine.
  static func name(of type: StoredType) -> String {
    (type.byteCount == 1 ? "|" : "<") + names.first { $0.0 == type }!.1
  }

  /// What a name says that is none of the types above, and what makes numbers of it: for an error.
  static func advice(for name: String) -> String? {
    let letters = name.drop { "<>|=".contains($0) }
    return switch letters.first {
    case "O": "Python objects; numpy.array(x.tolist(), dtype=\"float32\") makes numbers of numbers"
    case "c": "complex numbers; numpy.stack([x.real, x.imag], -1) makes two numbers of each"
    case "S", "U", "a": "texts; numpy.unique(x, return_inverse=True)[1] numbers them"
    case "M", "m": "dates or times; x.astype(\"int64\") counts their units"
    case "f": "numbers of another size; x.astype(\"float64\") makes some that are known here"
    case "V": "raw bytes; x.astype(\"float32\") makes numbers where the type is known to NumPy"
    default: nil
    }
  }
}
